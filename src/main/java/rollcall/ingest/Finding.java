package rollcall.ingest;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import rollcall.calls.CallReport;
import rollcall.calls.EndSource;

/// What we found ourselves of a call whose source did not tell its end: that it is over by all
/// appearance. `lastAliveAt` is its last sign of life, which is all that is known of when it ended;
/// `how` says how it was found, a [EndSource#RESYNC] or a [EndSource#TIMEOUT].
public record Finding(String callUuid, Instant lastAliveAt, EndSource how) {
  /// Checks that it is an estimate.
  public Finding {
    if (how != EndSource.RESYNC && how != EndSource.TIMEOUT) {
      throw new IllegalArgumentException("a finding of " + how);
    }
  }

  /// It as a message: one JSON object.
  public byte[] bytes() {
    var members = new LinkedHashMap<String, String>();
    members.put("call_uuid", callUuid);
    members.put("last_alive_at", lastAliveAt.toString());
    members.put("how", how.word());
    return FlatJson.write(members);
  }

  /// What `body`, such a message about a call of `source`, comes to. Fails for no bytes whatever.
  public static Delivery read(SourceName source, byte[] body) {
    try {
      var fields = Fields.ofJson(body);
      var finding = of(fields);
      return finding.isEmpty()
          ? Delivery.unintelligible(body, "What came is no finding of ours.")
          : Delivery.of(
              List.of(
                  "finding",
                  fields.word("how"),
                  fields.word("call_uuid"),
                  fields.word("last_alive_at")),
              body,
              new Normalised.Report(finding.get().report(source)));
    } catch (Unreadable e) {
      return Delivery.unintelligible(body, e.reason());
    }
  }

  private static Optional<Finding> of(Fields fields) {
    var callUuid = fields.text("call_uuid");
    var how =
        switch (fields.word("how")) {
          case "resync" -> Optional.of(EndSource.RESYNC);
          case "timeout" -> Optional.of(EndSource.TIMEOUT);
          default -> Optional.<EndSource>empty();
        };
    try {
      var at = Instant.parse(fields.word("last_alive_at"));
      return callUuid.flatMap(uuid -> how.map(it -> new Finding(uuid, at, it)));
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }

  private CallReport report(SourceName source) {
    return CallReport.of(source.value(), callUuid, lastAliveAt).ended(lastAliveAt, how).build();
  }
}
