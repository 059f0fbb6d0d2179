package rollcall.database;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Another JVM that runs one of the programs of these tests.
record ChildJvm(Process process, BufferedReader said) implements AutoCloseable {
  static ChildJvm start(Class<?> program, Path argument) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java");
    var command =
        new ArrayList<>(
            List.of(
                java.toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName(),
                argument.toString()));
    var process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    return new ChildJvm(process, process.inputReader());
  }

  String line() throws IOException {
    return said.readLine();
  }

  /// Kills it as `kill -9` does.
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
