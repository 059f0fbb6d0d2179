package rollcall.inbox;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import rollcall.ingest.Delivery;

/// A message that waits to be kept, under the id that it is to have, and what was read of it.
record Pending(UUID id, Message message, Delivery delivery, CompletableFuture<Receipt> receipt) {
  Pending(UUID id, Read read) {
    this(id, read.message(), read.delivery(), new CompletableFuture<>());
  }

  String key() {
    return delivery.key();
  }

  int bytes() {
    return message.body().length;
  }

  /// It as one that is kept and was not tried.
  Entry entry() {
    return new Entry(id, key(), 0, message);
  }
}
