package rollcall.inbox;

import java.util.UUID;

/// A message that is kept, and how often it was tried before.
record Entry(UUID id, String key, int attempts, Message message) {}
