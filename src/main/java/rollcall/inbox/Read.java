package rollcall.inbox;

import rollcall.ingest.Delivery;
import rollcall.ingest.DirectionRules;

/// A message and what was read of it.
public record Read(Message message, Delivery delivery) {
  /// `message`, read where `directions` say which calls come in.
  public static Read of(Message message, DirectionRules directions) {
    return new Read(message, message.read(directions));
  }
}
