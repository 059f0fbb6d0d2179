package rollcall.switches;

import java.io.IOException;
import java.util.List;

/// One way to hear of the calls of a source: a connection to a switch, or a place that is looked at
/// again and again. It has state of its connection only, so that it can be run anew after it broke.
public interface Link {
  /// What it is connected to, as part of a sentence: `the event socket 127.0.0.1:8021`.
  String peer();

  /// Connects and stays connected: hands what is heard to `host`, and asks what goes on. Returns
  /// when the other side closed the connection in order; fails with an [IOException] whose message,
  /// a sentence, says why it could not connect or what broke. Runs on a virtual thread, and ends
  /// soon, with its socket closed, when that is interrupted.
  void run(LinkHost host) throws IOException, InterruptedException;

  /// Looks once whether this would work: what was found, a sentence each. Fails with an
  /// [IOException] whose message, a sentence, says why not.
  List<String> probe() throws IOException, InterruptedException;
}
