package rollcall.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// One run of sipp through a scenario of this package. What it says goes to files.
final class Sipp implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final Path folder;

  private Sipp(Process process, Path folder) {
    this.process = process;
    this.folder = folder;
  }

  /// Starts `scenario` at `address` in `folder`, which it makes; a port among the options is that
  /// of the address.
  static Sipp start(Path folder, String scenario, String address, List<String> options)
      throws Exception {
    Files.createDirectory(folder);
    var command =
        new ArrayList<>(List.of(SipPrograms.SIPP, "-sf", scenario(scenario), "-i", address));
    command.addAll(List.of("-nostdin", "-trace_logs", "-log_file", "calls"));
    command.addAll(List.of("-trace_err", "-error_file", "errors"));
    command.addAll(options);
    var process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("screen").toFile())
            .start();
    process.getOutputStream().close();
    return new Sipp(process, folder);
  }

  private static String scenario(String name) throws URISyntaxException {
    var resource = Objects.requireNonNull(Sipp.class.getResource(name + ".xml"), name);
    return Path.of(resource.toURI()).toString();
  }

  /// Waits for the end of the run, which must be a good one, and gives the calls that it placed.
  List<PlacedCall> calls() throws Exception {
    var ended = process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    assertThat(ended && process.exitValue() == 0).as(this::complaint).isTrue();
    return PlacedCall.inLog(Files.readAllLines(folder.resolve("calls")));
  }

  private String complaint() {
    var text = new StringBuilder("sipp failed in ").append(folder).append('\n');
    for (var name : List.of("errors", "screen")) {
      try {
        text.append(Files.readString(folder.resolve(name)));
      } catch (IOException e) {
        text.append(e);
      }
    }
    return text.toString();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
