package rollcall.faults;

import java.time.Instant;
import java.util.Map;
import rollcall.faults.PlayedCall.Ending;
import rollcall.faults.PlayedCall.Stage;
import rollcall.switches.asterisk.FakeAsterisk;

/// An Asterisk with a manager interface.
final class ManagerLine extends LinkLine {
  private final FakeAsterisk asterisk = new FakeAsterisk();

  ManagerLine(String source) {
    super(source);
  }

  @Override
  boolean isHeard() {
    return asterisk.listeners() > 0;
  }

  @Override
  int connections() {
    return asterisk.logins();
  }

  @Override
  void hungUp() {
    // The end of the connection tells it.
  }

  @Override
  void list(Map<PlayedCall, Stage> live) {
    asterisk.channels =
        live.entrySet().stream().map(call -> channel(call.getKey(), call.getValue())).toList();
  }

  private static String channel(PlayedCall call, Stage stage) {
    var now = Instant.now();
    var age = Math.max(0, now.getEpochSecond() - call.startedAt().getEpochSecond());
    return "Timestamp: %s\n%sDuration: 00:%02d:%02d\n"
        .formatted(seconds(now), members(call, stage), age / 60, age % 60);
  }

  private static String members(PlayedCall call, Stage stage) {
    var isUp = call.ending() == Ending.COMPLETED && stage.compareTo(Stage.ANSWERED) >= 0;
    return """
    Channel: PJSIP/trunk-%08x
    ChannelState: %d
    CallerIDNum: %s
    Context: public
    Exten: %s
    Uniqueid: %s
    Linkedid: %s
    """
        .formatted(call.number(), isUp ? 6 : 4, call.from(), call.to(), call.uuid(), call.uuid());
  }

  @Override
  void say(PlayedCall call, Stage stage) throws Exception {
    var event =
        switch (stage) {
          case STARTED -> "Newchannel";
          case RANG -> "DialState";
          case ANSWERED -> "Newstate";
          case ENDED -> "Hangup";
        };
    var more =
        switch (stage) {
          case STARTED, ANSWERED -> "";
          case RANG -> "DialStatus: RINGING\n";
          case ENDED ->
              switch (call.ending()) {
                case COMPLETED -> "Cause: 16\n";
                case BUSY -> "Cause: 17\n";
                case CANCELLED -> "Cause: 127\nTechCause: 487\n";
              };
        };
    asterisk.say(
        "Event: %s\nTimestamp: %s\n%s%s\n"
            .formatted(event, seconds(call.at(stage)), members(call, stage), more));
  }

  /// Of a call that was only listed, the beginning is known to the second, and of its answer only
  /// that there was one.
  @Override
  boolean isRight(PlayedCall call, PlayedCall.Row row, Instant connected) {
    return row.equals(row(call))
        || call.startedAt().isBefore(connected) && row.isToTheSecond(call, row(call));
  }

  @Override
  String secret() {
    return FakeAsterisk.SECRET;
  }

  @Override
  String settings() {
    return "\"address\": \"%s\", \"user\": \"%s\", \"directions\": \"endpoint=*:inbound\""
        .formatted(asterisk.endpoint(), FakeAsterisk.USER);
  }

  @Override
  public void close() {
    asterisk.close();
  }
}
