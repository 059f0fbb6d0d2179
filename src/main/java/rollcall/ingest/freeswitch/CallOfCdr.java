package rollcall.ingest.freeswitch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import rollcall.calls.CallReport;
import rollcall.calls.EndSource;
import rollcall.ingest.Arrival;
import rollcall.ingest.Normalised;
import rollcall.ingest.SourceName;

/// What the CDR of a call's first leg says of the call.
final class CallOfCdr {
  /// The caller's number where the caller withheld it, in the word of SIP.
  private static final String WITHHELD = "anonymous";

  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private CallOfCdr() {}

  /// The report, or what is missing for one.
  static Normalised of(SourceName source, String uuid, Cdr cdr) {
    var stamps = Stamps.of(cdr);
    var called = called(cdr);
    var missing = new ArrayList<String>();
    if (stamps.started().isEmpty()) {
      missing.add("The record of " + uuid + " has no `start_uepoch`, or one that is no time.");
    }
    if (stamps.ended().isEmpty()) {
      missing.add("The record of " + uuid + " has no `end_uepoch`, or one that is no time.");
    }
    if (called.isEmpty()) {
      missing.add("The record of " + uuid + " has no `destination_number`.");
    }
    return missing.isEmpty()
        ? new Normalised.Report(
            report(
                CallReport.of(source.value(), uuid, stamps.started().orElseThrow()),
                cdr,
                stamps,
                called.orElseThrow()))
        : new Normalised.Unintelligible(missing);
  }

  private static CallReport report(
      CallReport.Builder report, Cdr cdr, Stamps stamps, String called) {
    var user = cdr.variable("sip_auth_username");
    var arrival = new Arrival(user.isPresent(), cdr.isOutgoingChannel());
    var ending = Ending.of(cdr, stamps);
    return report
        .identity(arrival.direction(), caller(cdr).orElse(WITHHELD), called)
        .sipUsername(user.orElse(null))
        .conversation(conversation(cdr).orElse(null))
        .startedAt(stamps.started().orElse(null))
        .rangAt(stamps.rang().orElse(null))
        .answeredAt(stamps.answered().orElse(null))
        .ended(stamps.ended().orElseThrow(), EndSource.CDR)
        .hangupCause(ending.cause().orElse(null))
        .sipCode(ending.sipCode().orElse(null))
        .hangupBy(ending.party().orElse(null))
        .outcome(ending.outcome().orElse(null))
        .build();
  }

  /// The caller as the call began. Of a call that the switch made, the profile is not asked: once
  /// the call was on hold it names the called party.
  private static Optional<String> caller(Cdr cdr) {
    var first = cdr.first();
    var original = first.caller("orig_caller_id_number");
    return cdr.isOutgoingChannel()
        ? original
            .or(() -> cdr.variable("origination_caller_id_number"))
            .or(() -> first.caller("ani"))
            .or(() -> cdr.variable("sip_from_user"))
        : original
            .or(() -> first.caller("caller_id_number"))
            .or(() -> first.caller("ani"))
            .or(() -> cdr.variable("sip_from_user"));
  }

  private static Optional<String> called(Cdr cdr) {
    return cdr.first()
        .caller("destination_number")
        .or(() -> cdr.variable("sip_req_user"))
        .or(() -> cdr.variable("sip_to_user"));
  }

  /// What the dialplan was told in the variable `conversation_id`; anyone may use that name, so
  /// what is no UUID is not ours.
  private static Optional<UUID> conversation(Cdr cdr) {
    return cdr.variable("conversation_id")
        .filter(text -> UUID_TEXT.matcher(text).matches())
        .map(UUID::fromString);
  }

  /// When what happened, to the microsecond.
  record Stamps(
      Optional<Instant> started,
      Optional<Instant> rang,
      Optional<Instant> answered,
      Optional<Instant> ended) {
    static Stamps of(Cdr cdr) {
      return new Stamps(
          stamp(cdr, "start_uepoch", cdr.first(), "created_time", "start_epoch"),
          earlier(
              Stamp.ofMicroseconds(cdr.variables().get("progress_uepoch")),
              Stamp.ofMicroseconds(cdr.variables().get("progress_media_uepoch"))),
          stamp(cdr, "answer_uepoch", cdr.last(), "answered_time", "answer_epoch"),
          stamp(cdr, "end_uepoch", cdr.last(), "hangup_time", "end_epoch"));
    }

    private static Optional<Instant> stamp(
        Cdr cdr, String variable, Cdr.Profile profile, String time, String wholeSeconds) {
      return Stamp.ofMicroseconds(cdr.variables().get(variable))
          .or(() -> Stamp.ofMicroseconds(profile.times().get(time)))
          .or(() -> Stamp.ofSeconds(cdr.variables().get(wholeSeconds)));
    }

    private static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
      return one.isPresent() && other.isPresent() && other.get().isBefore(one.get())
          ? other
          : one.or(() -> other);
    }
  }
}
