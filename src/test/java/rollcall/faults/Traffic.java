package rollcall.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import rollcall.faults.PlayedCall.Stage;

/// Calls on several lines at once, so many events a second in all, until it is ended.
final class Traffic implements AutoCloseable {
  private record Due(Instant at, PlayedCall call, Stage stage) {}

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Line> lines;
  private final List<PlayedCall> calls = new CopyOnWriteArrayList<>();
  private final List<Future<Void>> playing = new ArrayList<>();
  private volatile boolean ends;

  private Traffic(List<Line> lines) {
    this.lines = lines;
  }

  /// Begins with `perSecond` events a second over all of `lines`, each as many.
  static Traffic start(List<Line> lines, int perSecond) {
    var traffic = new Traffic(lines);
    for (var line : lines) {
      var nanos = (long) (eventsACall(line) * 1e9 * lines.size() / perSecond);
      traffic.playing.add(
          traffic.threads.submit(() -> traffic.play(line, Duration.ofNanos(nanos))));
    }
    return traffic;
  }

  private static double eventsACall(Line line) {
    var endings = PlayedCall.Ending.values();
    var events = 0;
    for (int number = 0; number < endings.length; number++) {
      events += told(line, PlayedCall.of("", number, Instant.EPOCH)).size();
    }
    return (double) events / endings.length;
  }

  private static List<Stage> told(Line line, PlayedCall call) {
    return line.stages().stream().filter(call::has).toList();
  }

  private Void play(Line line, Duration period) throws Exception {
    var due = new PriorityQueue<>(Comparator.comparing(Due::at));
    var next = Instant.now();
    for (int number = 0; !ends || !due.isEmpty(); ) {
      var isCallNext = !ends && (due.isEmpty() || next.isBefore(due.peek().at()));
      var at = isCallNext ? next : due.peek().at();
      Thread.sleep(Duration.between(Instant.now(), at));
      if (isCallNext) {
        var call = PlayedCall.of(line.source(), number++, next);
        told(line, call).forEach(stage -> due.add(new Due(call.at(stage), call, stage)));
        calls.add(call);
        next = next.plus(period);
      } else {
        var now = due.remove();
        line.tell(now.call(), now.stage());
      }
    }
    return null;
  }

  /// Begins no more calls, and returns all when they ended and all is told that must be.
  List<PlayedCall> end() throws InterruptedException, ExecutionException {
    ends = true;
    for (var line : playing) {
      line.get();
    }
    for (var line : lines) {
      line.awaitTold();
    }
    return calls;
  }

  @Override
  public void close() {
    threads.shutdownNow();
    lines.forEach(Line::close);
  }
}
