package rollcall.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import rollcall.verify.Vector;
import rollcall.verify.Verification;
import tools.jackson.core.JsonGenerator;

/// `verify`: holds a running service against recorded requests.
@Command(
    name = "verify",
    description = {
      "Hold a running service against recorded requests.",
      "Sends each request of the file byte for byte and says what differs from what is expected."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every answer is right",
      "1:some answers are wrong",
      "2:wrong usage",
      "3:cannot connect to the service"
    },
    mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
  private static final int SHOWN_TARGET = 100;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--vectors",
      required = true,
      paramLabel = "FILE",
      description = "The recorded requests, one a line (contract/vectors.jsonl).")
  private Path vectors = Path.of("");

  @Option(
      names = "--url",
      required = true,
      paramLabel = "URL",
      description = "Where the service answers: http://127.0.0.1:4000")
  private URI url = URI.create("");

  @Option(
      names = "--token-for",
      paramLabel = "ID=TOKEN",
      description = "The token to use for an organisation; once for each organisation of the file.")
  private Map<UUID, String> tokens = Map.of();

  @Option(names = "--json", description = "Print the result as one JSON object.")
  private boolean json;

  VerifyCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    var scheme = String.valueOf(url.getScheme());
    if (!List.of("http", "https").contains(scheme) || url.getHost() == null) {
      throw usage("--url must be like http://127.0.0.1:4000");
    }
    var all = read();
    for (var vector : all) {
      if (!tokens.containsKey(vector.organisation())) {
        throw usage("--token-for is missing for organisation " + vector.organisation());
      }
    }
    List<Verification.Failure> failures;
    try (var bar = new ProgressBar(ProgressBar.Screen.ofProcess(), "requests", System::nanoTime)) {
      failures = Verification.run(all, url, tokens, done -> bar.advance(done, all.size(), done));
    } catch (IOException e) {
      spec.commandLine().getErr().println("Cannot connect to " + url + ": " + e.getMessage());
      return ExitCode.UNAVAILABLE;
    }
    var out = spec.commandLine().getOut();
    if (json) {
      out.println(json(all.size(), failures));
    } else {
      print(out, all.size(), failures);
    }
    return failures.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
  }

  private List<Vector> read() {
    try {
      return Vector.read(vectors);
    } catch (IOException e) {
      throw usage("--vectors cannot be read: " + e.getMessage());
    }
  }

  private CommandLine.ParameterException usage(String fault) {
    return new CommandLine.ParameterException(spec.commandLine(), fault);
  }

  private static void print(PrintWriter out, int number, List<Verification.Failure> failures) {
    for (var failure : failures) {
      var vector = failure.vector();
      var target = vector.target();
      out.printf(
          "%6s  %-20s  %s %s%n",
          vector.number(),
          vector.group(),
          vector.method(),
          target.length() <= SHOWN_TARGET ? target : target.substring(0, SHOWN_TARGET - 1) + "…");
      for (var difference : failure.differences()) {
        out.printf("        %s%n", difference.what());
        out.printf("          expected  %s%n", difference.expected());
        out.printf("          came      %s%n", difference.came());
      }
    }
    out.printf("%d of %d right%n", number - failures.size(), number);
  }

  private static String json(int number, List<Verification.Failure> failures) {
    return JsonText.object(
        json -> {
          json.writeNumberProperty("vectors", number);
          json.writeNumberProperty("passed", number - failures.size());
          json.writeNumberProperty("failed", failures.size());
          json.writeArrayPropertyStart("failures");
          failures.forEach(failure -> write(failure, json));
          json.writeEndArray();
        });
  }

  private static void write(Verification.Failure failure, JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("n", failure.vector().number());
    json.writeStringProperty("group", failure.vector().group());
    json.writeStringProperty("target", failure.vector().target());
    json.writeArrayPropertyStart("differences");
    for (var difference : failure.differences()) {
      json.writeStartObject();
      json.writeStringProperty("what", difference.what());
      json.writeStringProperty("expected", difference.expected());
      json.writeStringProperty("came", difference.came());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
