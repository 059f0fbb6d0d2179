package rollcall.ingest.asterisk;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import rollcall.calls.CallReport;
import rollcall.calls.EndSource;
import rollcall.calls.HangupParty;
import rollcall.calls.SaidOutcome;
import rollcall.ingest.DirectionRules;
import rollcall.ingest.EpochSeconds;
import rollcall.ingest.Fields;
import rollcall.ingest.Normalised;
import rollcall.ingest.Origin;

/// One event of the manager interface. The call is the channel that its whole family is named
/// after: the one whose `Uniqueid` is the `Linkedid`. The other channels tell what became of the
/// parties that were called.
record AmiEvent(Fields event) {
  /// Those that can say something of a call.
  static final Set<String> NAMES =
      Set.of(
          "Newchannel",
          "Newstate",
          "DialBegin",
          "DialState",
          "DialEnd",
          "HangupRequest",
          "Hangup",
          "Cdr",
          "CoreShowChannel");

  private static final String RINGING = "5";
  private static final String UP = "6";

  private static final Map<String, SaidOutcome> DIAL_STATUSES =
      Map.of(
          "BUSY", SaidOutcome.BUSY,
          "CANCEL", SaidOutcome.CANCELLED,
          "CHANUNAVAIL", SaidOutcome.FAILED,
          "CONGESTION", SaidOutcome.FAILED,
          // So it says as well of a wrong number and of a party that declines.
          "NOANSWER", SaidOutcome.PRESUMABLY_NO_ANSWER);

  Normalised normalise(Origin origin) {
    return NAMES.contains(event.word("Event")) ? ofCall(origin) : new Normalised.Nothing();
  }

  private Normalised ofCall(Origin origin) {
    var call =
        event
            .text("Linkedid")
            .or(() -> event.text("LinkedID"))
            .or(() -> event.text("DestLinkedid"));
    var at = EpochSeconds.parse(event.word("Timestamp"));
    if (at.isEmpty()) {
      return new Normalised.Unintelligible(
          "The event has no `Timestamp`; set timestampevents=yes in manager.conf.");
    }
    if (call.isEmpty()) {
      // The manager sends no `LinkedID` with a Cdr unless it is told to.
      return isCdr()
          ? new Normalised.Nothing()
          : new Normalised.Unintelligible("The event has no `Linkedid`.");
    }
    var report = CallReport.of(origin.callSource(), call.get(), at.get());
    return tells(report, origin.directions(), isOfFirstChannel(call.get()), at.get())
        ? new Normalised.Report(report.build())
        : new Normalised.Leg(call.get());
  }

  private boolean isCdr() {
    return event.word("Event").equals("Cdr");
  }

  /// An originated call is dialled by no channel, so that its own is the one that is dialled.
  private boolean isOfFirstChannel(String call) {
    var own = event.text("Uniqueid").or(() -> event.text("UniqueID"));
    return own.or(() -> event.text("DestUniqueid")).filter(call::equals).isPresent();
  }

  /// Whether the event, which `report` then tells, says anything of the call.
  private boolean tells(
      CallReport.Builder report, DirectionRules directions, boolean first, Instant at) {
    if (first && !isCdr()) {
      AmiParties.describe(report, directions, event);
    }
    return switch (event.word("Event")) {
      case "Newchannel" -> {
        if (first) {
          report.startedAt(at);
        }
        yield first;
      }
      case "Newstate" -> newState(report, first, at);
      case "CoreShowChannel" -> {
        if (first) {
          report.startedAt(Listed.startedAt(event, at));
        }
        yield newState(report, first, at);
      }
      case "DialState" -> dialState(report, first, at);
      case "DialEnd" -> dialEnd(report, at);
      case "HangupRequest" -> {
        report.hangupBy(first ? HangupParty.CALLER : HangupParty.CALLEE);
        yield true;
      }
      case "Hangup" -> AmiHangup.tells(report, event, first, at);
      case "Cdr" -> {
        // The switch writes it at the end, or up to minutes later, and its times are whole seconds,
        // so that the hang-up counts where it is known.
        if (first) {
          report.ended(at, EndSource.RESYNC);
        }
        yield first;
      }
      default -> first;
    };
  }

  private boolean newState(CallReport.Builder report, boolean first, Instant at) {
    var state = event.word("ChannelState");
    if (state.equals(RINGING)) {
      report.rangAt(at);
      return true;
    }
    if (first && state.equals(UP)) {
      report.answeredAt(at);
    }
    return first;
  }

  private boolean dialState(CallReport.Builder report, boolean first, Instant at) {
    var status = event.word("DialStatus");
    if (status.equals("RINGING") || status.equals("PROGRESS")) {
      report.rangAt(at);
      return true;
    }
    return first;
  }

  private boolean dialEnd(CallReport.Builder report, Instant at) {
    var status = event.word("DialStatus");
    if (status.equals("ANSWER")) {
      report.answeredAt(at);
      return true;
    }
    var outcome = Optional.ofNullable(DIAL_STATUSES.get(status));
    outcome.ifPresent(report::outcome);
    return outcome.isPresent();
  }
}
