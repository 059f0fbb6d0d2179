package rollcall.ingest.webhook;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import rollcall.calls.CallReport;
import rollcall.calls.EndSource;
import rollcall.calls.SaidOutcome;
import rollcall.ingest.Delivery;
import rollcall.ingest.Normalised;
import rollcall.ingest.OutcomeWord;
import rollcall.ingest.SourceName;
import rollcall.ingest.SourceText;

/// Makes reports of status callbacks in the form of Twilio's, which others send too. Immutable, so
/// thread-safe.
public final class TwilioCallback {
  private static final Pattern SIP_USER = Pattern.compile("sips?:([^@;:]+)@.*");
  private static final Pattern SECONDS = Pattern.compile("\\d{1,7}");
  private static final Pattern FAILURE = Pattern.compile("[3-6]\\d\\d");

  private final SourceName source;

  /// For callbacks of `source`.
  public TwilioCallback(SourceName source) {
    this.source = source;
  }

  /// What `body`, the bytes of `form`, comes to, which came at `receivedAt`. Some senders leave the
  /// time out.
  public Delivery read(Form form, byte[] body, Instant receivedAt) {
    return Delivery.of(
        List.of(
            "twilio",
            form.word("CallSid"),
            form.word("SequenceNumber"),
            form.word("CallStatus"),
            form.word("SequenceNumber").isEmpty() ? form.word("Timestamp") : ""),
        body,
        normalise(form, receivedAt));
  }

  private Normalised normalise(Form form, Instant receivedAt) {
    var sid = form.text("CallSid");
    if (sid.isEmpty()) {
      return new Normalised.Unintelligible("The callback has no `CallSid`.");
    }
    Optional<Normalised> leg = form.text("ParentCallSid").map(Normalised.Leg::new);
    if (leg.isPresent()) {
      return leg.get();
    }
    var at = time(form.word("Timestamp")).orElse(receivedAt);
    var report = CallReport.of(source.value(), sid.get(), at);
    if (!tell(report, form, at)) {
      // A word that is not known; that it is a sign of life cannot be known either.
      return new Normalised.Nothing();
    }
    parties(report, form);
    return new Normalised.Report(report.build());
  }

  private static boolean tell(CallReport.Builder report, Form form, Instant at) {
    switch (form.word("CallStatus")) {
      case "queued", "initiated" -> report.startedAt(at);
      case "ringing" -> report.rangAt(at);
      case "in-progress", "answered" -> report.answeredAt(at).outcome(SaidOutcome.IN_PROGRESS);
      default -> {
        var outcome = OutcomeWord.of(form.word("CallStatus"));
        outcome.ifPresent(said -> end(report, form, at, said));
        return outcome.isPresent();
      }
    }
    return true;
  }

  private static void end(CallReport.Builder report, Form form, Instant at, SaidOutcome outcome) {
    report.ended(at, EndSource.HANGUP).outcome(outcome);
    // Often this is the only callback; one about the beginning is earlier, and so makes it good.
    if (SECONDS.matcher(form.word("CallDuration")).matches()) {
      var began = at.minusSeconds(Long.parseLong(form.word("CallDuration")));
      report.startedAt(began);
      if (outcome == SaidOutcome.IN_PROGRESS) {
        report.answeredAt(began);
      }
    }
    var code = form.word("SipResponseCode");
    if (outcome != SaidOutcome.IN_PROGRESS && FAILURE.matcher(code).matches()) {
      report.sipCode(Long.valueOf(code));
    }
  }

  private static void parties(CallReport.Builder report, Form form) {
    var direction = direction(form.word("Direction"));
    var called = form.text("To");
    if (direction.isPresent() && called.isPresent()) {
      report.identity(direction.get(), form.text("From").orElse(SourceText.WITHHELD), called.get());
    }
    report.sipUsername(sipUser(form.word("From")).or(() -> sipUser(form.word("To"))).orElse(null));
  }

  private static Optional<String> direction(String said) {
    if (said.startsWith("outbound") || said.equals("trunking-originating")) {
      return Optional.of("outbound");
    }
    return said.equals("inbound") || said.equals("trunking-terminating")
        ? Optional.of("inbound")
        : Optional.empty();
  }

  private static Optional<String> sipUser(String address) {
    var user = SIP_USER.matcher(address);
    return user.matches() ? SourceText.of(user.group(1)) : Optional.empty();
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(
          ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException _) {
      // Left out, or in a form that nobody sends; the moment of receipt stands in.
      return Optional.empty();
    }
  }
}
