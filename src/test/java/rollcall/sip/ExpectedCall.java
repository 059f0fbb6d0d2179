package rollcall.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// What the row of a placed call must say: its end is within `slack` of `ended`.
record ExpectedCall(
    PlacedCall placed,
    String source,
    String status,
    String direction,
    String user,
    Instant ended,
    Duration slack) {
  /// How far the clocks of a row and of whoever placed the call may be apart: programs wait for
  /// each other on a busy machine, and lost datagrams are sent again.
  private static final Duration SLACK = Duration.ofSeconds(1);

  /// That a call of `caller` through `source` ends as `status`, when its placer said.
  static ExpectedCall of(PlacedCall placed, String source, Caller caller, String status) {
    return of(placed, source, caller, status, placed.ended().orElseThrow(), SLACK);
  }

  static ExpectedCall of(
      PlacedCall placed,
      String source,
      Caller caller,
      String status,
      Instant ended,
      Duration slack) {
    return new ExpectedCall(
        placed,
        source,
        status,
        caller.user().isPresent() ? "outbound" : "inbound",
        caller.user().orElse("null"),
        ended,
        slack);
  }

  /// Fails unless `row` says so.
  void hold(CallRow row) {
    assertThat(
            "%s %s %s %s %s %s"
                .formatted(
                    row.text("call_source"),
                    row.text("status"),
                    row.text("direction"),
                    row.text("from_number"),
                    row.text("to_number"),
                    row.text("sip_username")))
        .as(placed.callId())
        .isEqualTo(
            "%s %s %s %s %s %s"
                .formatted(source, status, direction, placed.from(), placed.to(), user));
    var rowStarted = moment(row, "started_at");
    var rowEnded = moment(row, "ended_at");
    assertThat(rowStarted)
        .as("start of " + placed.callId())
        .isCloseTo(placed.started(), within(SLACK.toMillis(), ChronoUnit.MILLIS));
    assertThat(rowEnded)
        .as("end of " + placed.callId())
        .isCloseTo(ended, within(slack.toMillis(), ChronoUnit.MILLIS));
    assertThat(row.text("duration_seconds"))
        .as("length of " + placed.callId())
        .isEqualTo(Long.toString(Duration.between(rowStarted, rowEnded).toSeconds()));
  }

  private Instant moment(CallRow row, String attribute) {
    var moment = row.moment(attribute);
    assertThat(moment).as(attribute + " of " + placed.callId()).isPresent();
    return moment.orElseThrow();
  }
}
