package rollcall.ingest.freeswitch;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import rollcall.calls.CallReport;
import rollcall.calls.EndSource;
import rollcall.ingest.Fields;
import rollcall.ingest.Normalised;
import rollcall.ingest.Origin;

/// One event of the event socket. Every event of a channel tells all that happened to it so far, so
/// that it makes good those that were lost; its name matters only for the end. The state of the
/// call that it names is never asked: a transfer drives it backwards.
record EslEvent(Fields event) {
  private static final String CREATED = "CHANNEL_CREATE";
  private static final String ENDED = "CHANNEL_HANGUP_COMPLETE";
  private static final String RENAMED = "CHANNEL_UUID";

  /// The answer to `uuid_dump`, which is no event but has the form of one.
  static final String DUMP = "CHANNEL_DATA";

  private static final List<String> OF_A_CALL =
      List.of(
          CREATED,
          "CHANNEL_PROGRESS",
          "CHANNEL_PROGRESS_MEDIA",
          "CHANNEL_ANSWER",
          "CHANNEL_BRIDGE",
          ENDED,
          RENAMED,
          DUMP);

  /// The times of a caller profile, by the names that they have in a CDR.
  private static final Map<String, String> TIMES =
      Map.of(
          "Caller-Channel-Created-Time", "created_time",
          "Caller-Channel-Progress-Time", "progress_time",
          "Caller-Channel-Progress-Media-Time", "progress_media_time",
          "Caller-Channel-Answered-Time", "answered_time",
          "Caller-Channel-Bridged-Time", "bridged_time",
          "Caller-Channel-Hangup-Time", "hangup_time");

  private static final Map<String, String> CALLER =
      Map.of(
          "Caller-Orig-Caller-ID-Number", "orig_caller_id_number",
          "Caller-Caller-ID-Number", "caller_id_number",
          "Caller-Context", "context",
          "Caller-Network-Addr", "network_addr",
          "Caller-ANI", "ani");

  private static final Pattern INDEX = Pattern.compile("\\d{1,4}");

  Normalised normalise(Origin origin) {
    if (name().isEmpty()) {
      return new Normalised.Unintelligible("What came has no `Event-Name`, so it is no event.");
    }
    if (!OF_A_CALL.contains(name())) {
      return new Normalised.Nothing();
    }
    var uuid = event.text("Unique-ID");
    if (uuid.isEmpty()) {
      return new Normalised.Unintelligible("The event " + name() + " has no `Unique-ID`.");
    }
    var channel = channel();
    Optional<Normalised> leg = channel.originator().map(Normalised.Leg::new);
    return leg.orElseGet(
        () ->
            name().equals(RENAMED)
                ? renamed(uuid.get())
                : report(origin, uuid.get(), channel, Stamps.of(channel)));
  }

  private String name() {
    return event.word("Event-Name");
  }

  private Normalised renamed(String uuid) {
    Optional<Normalised> renamed =
        event.text("Old-Unique-ID").map(old -> new Normalised.Renamed(old, uuid));
    return renamed.orElseGet(
        () -> new Normalised.Unintelligible("The event " + RENAMED + " has no `Old-Unique-ID`."));
  }

  private Normalised report(Origin origin, String uuid, Channel channel, Stamps stamps) {
    var occurred = occurred(stamps);
    if (occurred.isEmpty()) {
      return new Normalised.Unintelligible(
          "The event " + name() + " has no `Event-Date-Timestamp`, or one that is no time.");
    }
    if (name().equals(DUMP) && stamps.ended().isPresent()) {
      // It is about to go; the event that tells of it tells more.
      return new Normalised.Nothing();
    }
    var report = CallReport.of(origin.callSource(), uuid, occurred.get());
    CallOfChannel.describe(report, origin.directions(), channel, stamps);
    switch (name()) {
      case "CHANNEL_PROGRESS", "CHANNEL_PROGRESS_MEDIA" ->
          report.rangAt(stamps.rang().or(this::date).orElse(null));
      case "CHANNEL_ANSWER" -> report.answeredAt(stamps.answered().or(this::date).orElse(null));
      case ENDED ->
          CallOfChannel.end(
              report,
              channel,
              stamps,
              stamps.ended().or(this::date).orElse(occurred.get()),
              EndSource.HANGUP);
      default -> {}
    }
    return new Normalised.Report(report.build());
  }

  /// The moment of the event, so that what the call was first is told from what a transfer made of
  /// it. The switch's clock moves in steps of some 20 ms, in which a dialplan transfers a call that
  /// has just come: within a step the beginning comes first, then each profile in its turn.
  private Optional<Instant> occurred(Stamps stamps) {
    var created = stamps.started();
    if (name().equals(CREATED)) {
      return created.or(this::date);
    }
    var date = date();
    var known =
        date.isPresent() && created.isPresent() && date.get().isBefore(created.get())
            ? created
            : date.or(() -> created);
    return known.map(at -> at.plus(profileIndex(), ChronoUnit.MICROS));
  }

  private Optional<Instant> date() {
    return Stamp.ofMicroseconds(event.word("Event-Date-Timestamp"));
  }

  private int profileIndex() {
    var index = event.word("Caller-Profile-Index");
    return INDEX.matcher(index).matches() ? Integer.parseInt(index) : 1;
  }

  private Channel channel() {
    return new Channel(
        event.word("Core-UUID"), variables(), callflow(), event.word("Call-Direction"));
  }

  /// Times are left to the profile, which has them from the beginning.
  private Map<String, String> variables() {
    var variables = new HashMap<String, String>();
    for (var name : Channel.VARIABLES) {
      var value = event.word("variable_" + name);
      if (!value.isEmpty() && !name.endsWith("epoch")) {
        variables.put(name, value);
      }
    }
    if (!event.word("Hangup-Cause").isEmpty()) {
      variables.putIfAbsent("hangup_cause", event.word("Hangup-Cause"));
    }
    return variables;
  }

  private List<Channel.Profile> callflow() {
    var times = renamed(TIMES);
    var caller = renamed(CALLER);
    var callflow = new ArrayList<Channel.Profile>();
    var first = new HashMap<>(caller);
    caller.put("destination_number", event.word("Caller-Destination-Number"));
    callflow.add(new Channel.Profile(caller, times, originator()));
    if (profileIndex() > 1) {
      // The event shows where the call was led since; of its first stretch that is not known.
      callflow.add(new Channel.Profile(first, times, originator()));
    }
    return callflow;
  }

  private Map<String, String> renamed(Map<String, String> names) {
    var fields = new HashMap<String, String>();
    names.forEach((name, member) -> fields.put(member, event.word(name)));
    return fields;
  }

  /// The leg that made this one, where the event has no variables to tell. With them it is not
  /// asked: two legs that a program bridges become each other's, though both are calls.
  private String originator() {
    return event.word("Other-Type").equals("originator") && event.word("variable_uuid").isEmpty()
        ? event.word("Other-Leg-Unique-ID")
        : "";
  }
}
