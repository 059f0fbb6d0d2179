package rollcall.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rollcall.app.Storage;
import rollcall.connectors.SourceProbe;
import rollcall.doors.Doors;
import rollcall.organisations.OrganisationDirectory;
import rollcall.sources.ActiveSource;
import rollcall.sources.SecretUnusable;
import rollcall.sources.Source;
import rollcall.sources.SourceNeeds;
import rollcall.switches.LinkSettings;

/// `rollcall source test`.
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Looks whether a source can work, and prints what the switch must be told.")
final class SourceCheck implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @Parameters(paramLabel = "NAME", description = "The name of the source.")
  private String name = "";

  @Mixin private ServerUrlOption server = new ServerUrlOption();

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Mixin private InstallationCommand installation = new InstallationCommand();

  /// Something that was looked at, what was found, and what is wrong with it.
  private record Check(String about, String found, Optional<String> fault) {
    Check(String about, Optional<String> fault) {
      this(about, "ok", fault);
    }

    String result() {
      return fault.orElse(found);
    }
  }

  /// What the connections find that the server makes.
  private static List<Check> probed(Storage storage, Source source) {
    var probe = new SourceProbe(storage.database(), LinkSettings.DEFAULT);
    try {
      return probe.probe(new ActiveSource(source, secrets(source))).stream()
          .map(it -> new Check(it.peer(), String.join(" ", it.sentences()), it.fault()))
          .toList();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  private static List<String> secrets(Source source) {
    try {
      return source.settings().secrets();
    } catch (SecretUnusable _) {
      // That is said of the file itself.
      return List.of();
    }
  }

  @Override
  public Integer call() {
    var url = server.url();
    try (var storage = installation.open()) {
      var source = SourceCommand.find(storage, name);
      var checks = checks(storage, source, url);
      checks.addAll(probed(storage, source));
      print(source, checks, url);
      return checks.stream().allMatch(check -> check.fault().isEmpty())
          ? ExitCode.DONE
          : ExitCode.FAILED;
    }
  }

  private List<Check> checks(Storage storage, Source source, URI url) {
    var checks = new ArrayList<Check>();
    source
        .settings()
        .secretFile()
        .ifPresent(
            file -> checks.add(new Check("secret file", SourceNeeds.fault(file, source.type()))));
    var isThere =
        new OrganisationDirectory(storage.database())
            .list().stream().anyMatch(it -> it.id().equals(source.organisation()));
    checks.add(
        new Check(
            "organisation", isThere ? Optional.empty() : Optional.of("It is not there any more.")));
    Doors.path(source)
        .ifPresent(path -> checks.add(new Check("door", doorFault(source, path, url))));
    return checks;
  }

  /// The door must refuse a request without the secret, which shows that it knows the source.
  private Optional<String> doorFault(Source source, String path, URI url) {
    var place =
        switch (source.type()) {
          case KAMAILIO -> path + "/event";
          default -> path;
        };
    try (var client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      var target = URI.create(url.toString().replaceFirst("/$", "") + place);
      var request =
          HttpRequest.newBuilder(target)
              .timeout(PATIENCE)
              .POST(HttpRequest.BodyPublishers.noBody())
              .build();
      var status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      return switch (status) {
        case 401 -> Optional.empty();
        case 404 -> Optional.of("The server at " + url + " does not know this source.");
        case 503 -> Optional.of("The server at " + url + " cannot take anything now.");
        default -> Optional.of("The server at " + url + " answers " + status + ".");
      };
    } catch (IOException e) {
      return Optional.of("No server answers at " + url + " (" + e + "); say where by --url.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("It was interrupted.");
    }
  }

  private void print(Source source, List<Check> checks, URI url) {
    if (json) {
      System.out.println(
          JsonText.object(
              generator ->
                  checks.forEach(
                      check ->
                          generator.writeStringProperty(
                              check.about().replace(' ', '_'), check.result()))));
      return;
    }
    checks.forEach(
        check ->
            System.out.printf("%-14s %s%n", check.about(), Terminal.printable(check.result())));
    SourceSetup.lines(source, url).forEach(System.out::println);
  }
}
