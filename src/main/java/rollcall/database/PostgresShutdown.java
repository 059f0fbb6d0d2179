package rollcall.database;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Stops a postmaster within a bounded time: in order first, then less and less so. Whatever step
/// it takes, the write-ahead log holds all that was acknowledged.
final class PostgresShutdown {
  private record Step(String signal, int waitSeconds) {}

  private static final List<Step> STEPS =
      List.of(new Step("INT", 15), new Step("QUIT", 5), new Step("KILL", 5));

  private PostgresShutdown() {}

  static void stop(ProcessHandle postmaster, PostgresCommand command) throws InterruptedException {
    for (var step : STEPS) {
      if (signalled(postmaster, step, command)) {
        return;
      }
    }
    throw new EmbeddedPostgresFailed(
        "PostgreSQL, process " + postmaster.pid() + ", cannot be stopped");
  }

  private static boolean signalled(ProcessHandle postmaster, Step step, PostgresCommand command)
      throws InterruptedException {
    if (!postmaster.isAlive()) {
      return true;
    }
    try {
      command.run("pg_ctl", "kill", step.signal(), Long.toString(postmaster.pid()));
      postmaster.onExit().get(step.waitSeconds(), TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException _) {
      return false;
    } catch (EmbeddedPostgresFailed e) {
      if (postmaster.isAlive()) {
        throw e;
      }
      return true;
    } catch (ExecutionException e) {
      throw new IllegalStateException("waiting for a process does not fail", e);
    }
  }
}
