package rollcall.inbox;

import rollcall.ingest.Delivery;

/// A message and what was read of it.
public record Read(Message message, Delivery delivery) {}
