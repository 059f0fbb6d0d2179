package rollcall.ingest.kamailio;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import rollcall.calls.CallReport;
import rollcall.ingest.EpochSeconds;
import rollcall.ingest.Fields;
import rollcall.ingest.Normalised;
import rollcall.ingest.Origin;

/// A dialog as Kamailio listed it when it was asked, with the variables that the script gave it.
record ListedDialog(Fields dialog) {
  private static final String EARLY = "2";
  private static final Set<String> CONFIRMED = Set.of("3", "4");
  private static final String DELETED = "5";
  private static final Set<String> STATES = Set.of("1", EARLY, "3", "4", DELETED);

  private static final List<String> OWN =
      List.of("h_entry", "h_id", "state", "init_ts", "start_ts", "from_uri", "to_uri");

  static boolean isState(String word) {
    return STATES.contains(word);
  }

  static boolean isOver(String state) {
    return state.equals(DELETED);
  }

  /// The members of its message: of `own`, what Kamailio says, and of `variables`, what the script
  /// does, which bear the names that they have there.
  static Map<String, String> members(
      Map<String, String> own, Map<String, String> variables, Instant askedAt) {
    var members = new LinkedHashMap<String, String>();
    members.put("dialog", own.getOrDefault("call-id", ""));
    members.put("asked_at", EpochSeconds.write(askedAt));
    OWN.stream()
        .filter(own::containsKey)
        .forEach(name -> members.put(name, own.getOrDefault(name, "")));
    variables.forEach((name, value) -> members.put(variable(name), value));
    return members;
  }

  private static String variable(String name) {
    return "$dlg_var(" + name + ")";
  }

  Normalised normalise(Origin origin) {
    var callId = dialog.text("dialog");
    var askedAt = EpochSeconds.parse(dialog.word("asked_at"));
    if (callId.isEmpty() || askedAt.isEmpty()) {
      return new Normalised.Unintelligible("The dialog has no `dialog` or no `asked_at`.");
    }
    var report = CallReport.of(origin.callSource(), callId.get(), askedAt.get());
    Parties.describe(report, origin.directions(), parties(), Parties.Names.DIALOG);
    report.startedAt(moment("started_ts", "init_ts").orElse(null));
    var state = dialog.word("state");
    var rang = EpochSeconds.parse(dialog.word(variable("rang_ts")));
    // Unless the script says since when, it rings now, which any earlier report makes good.
    report.rangAt(state.equals(EARLY) ? rang.orElse(askedAt.get()) : rang.orElse(null));
    if (CONFIRMED.contains(state)) {
      report.answeredAt(moment("answered_ts", "start_ts").orElse(askedAt.get()));
    }
    return new Normalised.Report(report.build());
  }

  /// The moment of the script, or else the last one of Kamailio's whole second, so that a report
  /// which knows better, and so says an earlier one, counts.
  private Optional<Instant> moment(String variable, String second) {
    return EpochSeconds.parse(dialog.word(variable(variable)))
        .or(
            () ->
                EpochSeconds.parse(dialog.word(second))
                    .map(at -> at.plus(Duration.ofSeconds(1)).minusNanos(1000)));
  }

  /// What the variables say, by the names that they often have, and what the addresses of the
  /// request say where they do not.
  private Fields parties() {
    var texts = new HashMap<String, String>();
    for (var name : Parties.Names.DIALOG.all()) {
      var value = dialog.word(variable(name));
      if (!value.isEmpty()) {
        texts.put(name, value);
      }
    }
    SipUri.user(dialog.word("from_uri")).ifPresent(user -> texts.put("from_uri", user));
    SipUri.user(dialog.word("to_uri")).ifPresent(user -> texts.put("to_uri", user));
    return new Fields(texts);
  }
}
