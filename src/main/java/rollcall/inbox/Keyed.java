package rollcall.inbox;

/// A message and the key of its delivery.
public record Keyed(Message message, String key) {}
