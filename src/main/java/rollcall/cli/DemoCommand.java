package rollcall.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import rollcall.app.Config;
import rollcall.app.Storage;
import rollcall.auth.Principal;
import rollcall.auth.TokenIssuer;
import rollcall.demo.Demo;
import rollcall.demo.DemoOrganisation;
import rollcall.observe.Log;
import rollcall.observe.Observer;

/// `rollcall demo`: a server with calls in it, ready to be asked.
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs a server with a month of calls of two made-up organisations, and a token to read them.",
      "",
      "Takes the options of serve. Its data has a folder of its own and is kept between runs."
    })
final class DemoCommand implements Callable<Integer> {
  private static final Duration TOKEN_LIFETIME = Duration.ofDays(7);

  @Mixin private ServerOptions options = new ServerOptions();

  @Override
  public Integer call() throws IOException {
    var observer = Log.ofServer();
    var config = options.config(folder());
    var storage = Storage.forServer(config, observer);
    load(storage);
    try (var server = RunningServer.start(config, storage, observer)) {
      System.out.print(banner(config, server, storage, observer));
      System.out.flush();
      server.awaitStop();
    }
    return ExitCode.DONE;
  }

  private Path folder() {
    var chosen = options.installation();
    return chosen.choosesData()
        ? chosen.data()
        : chosen.data().resolveSibling(chosen.data().getFileName() + "-demo");
  }

  private static void load(Storage storage) throws IOException {
    try (var bar = new ProgressBar(ProgressBar.Screen.ofProcess(), "rows", System::nanoTime)) {
      Demo.load(storage.database(), Clock.systemUTC(), new ShownImport(bar));
    } catch (IOException | RuntimeException e) {
      storage.close();
      throw e;
    }
  }

  private static String banner(
      Config config, RunningServer server, Storage storage, Observer observer) {
    var organisation = DemoOrganisation.CLINIC;
    var place =
        config
            .externalDatabase()
            .map(address -> address + ", kept there")
            .orElse(config.data() + ", kept between runs; delete the folder to start anew");
    return """
        Rollcall is ready at %1$s

          API           %1$s/api/calls (described at %1$s/api/open_api)
          Organisation  %2$s (%3$s), %4$,d calls; beside it %5$s
          Try           curl -g -H 'Authorization: Bearer %6$s' '%1$s/api/calls?filter[ended_at][is_nil]=true&sort=-started_at'
          Data          %7$s
          Stop          Ctrl-C
        """
        .formatted(
            server.url(),
            organisation.name(),
            organisation.id(),
            Demo.count(storage.database(), organisation),
            DemoOrganisation.LOGISTICS.name(),
            token(config, organisation, observer),
            place);
  }

  /// A token of ours, or, where tokens are another issuer's business, what to put in its place.
  private static String token(Config config, DemoOrganisation organisation, Observer observer) {
    var settings = Storage.authSettings(config, observer);
    return settings.secret().isEmpty()
        ? "<a token of your issuer for " + organisation.id() + ">"
        : new TokenIssuer(settings, Clock.systemUTC())
            .issue(
                organisation.id(),
                "demo",
                List.of(Principal.READ, Principal.WRITE),
                TOKEN_LIFETIME);
  }
}
