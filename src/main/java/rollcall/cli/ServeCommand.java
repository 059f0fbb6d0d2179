package rollcall.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import rollcall.app.Storage;
import rollcall.observe.Log;

/// `rollcall serve`: runs the server until it is told to stop.
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs the server.",
      "",
      "Without any option it listens on 127.0.0.1:4000 and keeps its data in an embedded PostgreSQL",
      "under the data folder. It says 'Rollcall is ready at <url>' when it answers, and stops in",
      "order on Ctrl-C or SIGTERM."
    })
final class ServeCommand implements Callable<Integer> {
  @Mixin private ServerOptions options = new ServerOptions();

  @Override
  public Integer call() {
    var observer = Log.ofServer();
    var config = options.config(options.installation().data());
    try (var server = RunningServer.start(config, Storage.forServer(config, observer), observer)) {
      System.out.println("Rollcall is ready at " + server.url());
      System.out.flush();
      server.awaitStop();
    }
    return ExitCode.DONE;
  }
}
