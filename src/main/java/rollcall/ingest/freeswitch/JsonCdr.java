package rollcall.ingest.freeswitch;

import java.util.Optional;
import rollcall.ingest.Normalised;
import rollcall.ingest.SourceName;
import tools.jackson.core.JacksonException;

/// Makes reports of the call detail records of mod_json_cdr. The record of a leg that no other leg
/// made tells of the whole call; those of the legs it made add nothing. Immutable, so thread-safe.
public final class JsonCdr {
  private final SourceName source;

  /// For records of `source`.
  public JsonCdr(SourceName source) {
    this.source = source;
  }

  /// What `body` comes to: one record in any form in which the switch posts or spools it. Fails for
  /// no bytes whatever.
  public Normalised normalise(byte[] body) {
    var text = CdrText.of(body);
    if (text.isEmpty()) {
      return new Normalised.Unintelligible(
          "The record is no JSON object, neither as it stands nor percent-encoded nor in base64;"
              + " it must come from mod_json_cdr.");
    }
    try {
      return normalise(parse(text.get()));
    } catch (JacksonException e) {
      return new Normalised.Unintelligible("The record is not JSON: " + e.getOriginalMessage());
    }
  }

  private static Cdr parse(CdrText text) {
    if (!text.encodedWhole()) {
      return CdrParser.parse(text.json());
    }
    try {
      return CdrParser.parse(text.json());
    } catch (JacksonException _) {
      return CdrParser.parse(VariablesRepair.of(text.json()));
    }
  }

  private Normalised normalise(Cdr cdr) {
    var uuid = cdr.uuid();
    if (uuid.isEmpty()) {
      return new Normalised.Unintelligible(
          "The record has no `uuid` in its `variables`, so it tells of no call.");
    }
    Optional<Normalised> leg = cdr.originator().map(Normalised.Leg::new);
    return leg.orElseGet(() -> CallOfCdr.of(source, uuid.get(), cdr));
  }
}
