package rollcall.inbox;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/// A message that waits to be kept, under the id that it is to have.
record Pending(UUID id, String key, Message message, CompletableFuture<Receipt> receipt) {
  Pending(UUID id, String key, Message message) {
    this(id, key, message, new CompletableFuture<>());
  }

  int bytes() {
    return message.body().length;
  }
}
