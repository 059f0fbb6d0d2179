package rollcall.faults;

import java.util.Map;
import rollcall.faults.PlayedCall.Stage;
import rollcall.switches.freeswitch.FakeFreeSwitch;

/// A FreeSWITCH with an event socket.
final class EventSocketLine extends LinkLine {
  private final FakeFreeSwitch freeSwitch = new FakeFreeSwitch();
  private volatile int connectionsGone;

  EventSocketLine(String source) {
    super(source);
  }

  @Override
  int connections() {
    return (int) freeSwitch.commands.stream().filter(it -> it.startsWith("event ")).count();
  }

  @Override
  boolean isHeard() {
    return connections() > connectionsGone;
  }

  @Override
  void hungUp() {
    connectionsGone = connections();
  }

  @Override
  void list(Map<PlayedCall, Stage> live) {
    live.forEach(
        (call, stage) ->
            freeSwitch.describe(call.uuid(), FreeSwitchWords.event(call, stage, "CHANNEL_DATA")));
    freeSwitch.list(
        live.isEmpty()
            ? FakeFreeSwitch.EMPTY
            : FakeFreeSwitch.rows(
                live.keySet().stream()
                    .map(call -> FakeFreeSwitch.row(call.uuid(), call.uuid()))
                    .toArray(String[]::new)));
  }

  @Override
  void say(PlayedCall call, Stage stage) {
    if (stage == Stage.ENDED) {
      freeSwitch.forget(call.uuid());
    }
    freeSwitch.say(FreeSwitchWords.event(call, stage));
  }

  @Override
  String secret() {
    return FakeFreeSwitch.SECRET;
  }

  @Override
  String settings() {
    return "\"address\": \"" + freeSwitch.endpoint() + "\"";
  }

  @Override
  public void close() {
    freeSwitch.close();
  }
}
