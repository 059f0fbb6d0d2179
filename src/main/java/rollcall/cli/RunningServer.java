package rollcall.cli;

import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import rollcall.app.App;
import rollcall.app.Config;
import rollcall.app.Storage;
import rollcall.observe.Observer;

/// A server that runs until the process is told to end (Ctrl-C, SIGTERM), and then stops in order
/// before it does. Thread-safe.
final class RunningServer implements AutoCloseable {
  private final App app;
  private final CountDownLatch told = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);

  private RunningServer(App app) {
    this.app = app;
  }

  /// Starts a server over `storage`, which is closed with it, also when the start fails.
  static RunningServer start(Config config, Storage storage, Observer observer) {
    try {
      var app = App.start(config, storage, Main.Version.version(), Clock.systemUTC(), observer);
      var server = new RunningServer(app);
      Runtime.getRuntime().addShutdownHook(new Thread(server::stopAndEnd, "stop"));
      storage.closeByCaller();
      return server;
    } catch (RuntimeException e) {
      storage.close();
      throw e;
    }
  }

  /// Where it answers.
  String url() {
    return app.url();
  }

  /// Returns when the process was told to end.
  void awaitStop() {
    try {
      told.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    try {
      app.close();
    } finally {
      stopped.countDown();
    }
  }

  /// The JVM would end with the number of the signal; a server that was asked to stop and did has
  /// done well.
  private void stopAndEnd() {
    told.countDown();
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(ExitCode.DONE);
  }
}
