package rollcall.ingest.freeswitch;

import java.util.List;
import java.util.Optional;
import rollcall.ingest.Delivery;
import rollcall.ingest.JsonFault;
import rollcall.ingest.Normalised;
import rollcall.ingest.Origin;
import tools.jackson.core.JacksonException;

/// Makes reports of the call detail records of mod_json_cdr. The record of a leg that no other leg
/// made tells of the whole call; those of the legs it made add nothing. Immutable, so thread-safe.
public final class JsonCdr {
  private final Origin origin;

  /// For records of `origin`.
  public JsonCdr(Origin origin) {
    this.origin = origin;
  }

  /// What `body` comes to: one record in any form in which the switch posts or spools it. Fails for
  /// no bytes whatever.
  public Normalised normalise(byte[] body) {
    return read(body).said();
  }

  /// The same, and the key of the record: the switch posts one again when it had no answer.
  public Delivery read(byte[] body) {
    var text = CdrText.of(body);
    if (text.isEmpty()) {
      return Delivery.unintelligible(
          body,
          "The record is no JSON object, neither as it stands nor percent-encoded nor in base64;"
              + " it must come from mod_json_cdr.");
    }
    try {
      return read(parse(text.get()), body);
    } catch (JacksonException e) {
      return Delivery.unintelligible(body, "The record is not JSON: " + JsonFault.reason(e));
    }
  }

  private static Channel parse(CdrText text) {
    if (!text.encodedWhole()) {
      return CdrParser.parse(text.json());
    }
    try {
      return CdrParser.parse(text.json());
    } catch (JacksonException _) {
      return CdrParser.parse(VariablesRepair.of(text.json()));
    }
  }

  private Delivery read(Channel cdr, byte[] body) {
    var uuid = cdr.uuid();
    if (uuid.isEmpty()) {
      return Delivery.unintelligible(
          body, "The record has no `uuid` in its `variables`, so it tells of no call.");
    }
    Optional<Normalised> leg = cdr.originator().map(Normalised.Leg::new);
    return Delivery.of(
        List.of("cdr", cdr.core(), uuid.get()),
        body,
        leg.orElseGet(() -> CallOfCdr.of(origin, uuid.get(), cdr)));
  }
}
