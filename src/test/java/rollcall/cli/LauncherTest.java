package rollcall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The script `rollcall`, run for real in a folder of its own with a `java` and a `mvn` that only
/// say how they were called.
@DisabledOnOs(OS.WINDOWS)
final class LauncherTest {
  private static final String FASTER = "<-XX:CompileThresholdScaling=4>";

  private static final List<String> TOOLS =
      List.of("bash", "env", "find", "flock", "readlink", "mkdir", "rm", "touch", "cat", "sleep");

  @TempDir Path folder;
  private Path home;
  private Path path;
  private Path java;
  private final Map<Process, List<Path>> outputs = new HashMap<>();

  private record Ran(int status, String out, String err) {}

  @BeforeEach
  void layOut() throws IOException {
    home = Files.createDirectories(folder.resolve("a checkout"));
    Files.copy(Path.of("rollcall"), home.resolve("rollcall"), StandardCopyOption.COPY_ATTRIBUTES);
    java = javaHome("jdk new", "25.0.3", "printf '<%s>' \"$@\"");
    path = Files.createDirectories(folder.resolve("path"));
    for (var tool : TOOLS) {
      for (var from : List.of("/bin/", "/usr/bin/")) {
        if (Files.exists(Path.of(from + tool)) && !Files.exists(path.resolve(tool))) {
          script(path.resolve(tool), "exec " + from + tool + " \"$@\"");
        }
      }
    }
  }

  @Test
  void runsJarBesideItThroughLinkFromAnotherFolder() throws Exception {
    Files.writeString(home.resolve("rollcall.jar"), "");
    var link = Files.createSymbolicLink(folder.resolve("link"), Path.of("a checkout/rollcall"));

    var ran = run(List.of(link.toString(), "import", "two words", ""), "-Xmx64m -Da=*");

    assertThat(ran)
        .isEqualTo(
            new Ran(
                0,
                FASTER + "<-Xmx64m><-Da=*><-jar><" + home + "/rollcall.jar><import><two words><>",
                ""));
  }

  @Test
  void buildsWhenJarIsMissingAndNotAgain() throws Exception {
    sources();
    maven("3.8.7");

    var first = launch();
    var second = launch();

    assertThat(first.status()).isZero();
    assertThat(first.out()).isEqualTo(FASTER + "<-jar><" + home + "/target/rollcall.jar><serve>");
    assertThat(first.err()).contains("building ", "built in ");
    assertThat(second.err()).isEmpty();
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void startsWithTheCacheBesideTheJarUnlessTheJarIsNewer() throws Exception {
    Files.writeString(home.resolve("rollcall.jar"), "");
    Files.writeString(home.resolve("rollcall.aot"), "");
    var options = "<-XX:AOTCache=" + home + "/rollcall.aot><-Xlog:aot*=off,cds*=off>";

    assertThat(launch().out())
        .isEqualTo(FASTER + options + "<-jar><" + home + "/rollcall.jar><serve>");
    later(home.resolve("rollcall.jar"), 10);
    assertThat(launch().out()).isEqualTo(FASTER + "<-jar><" + home + "/rollcall.jar><serve>");
  }

  @Test
  void makesTheCacheWithTheBuildAndStartsWithoutOneThatCannotBeMade() throws Exception {
    sources();
    maven("3.8.7");
    var training = Files.createDirectories(home.resolve("build")).resolve("aot-cache");
    script(training, "echo 'no room' >&2; exit 1");
    later(training, -100);

    var without = launch();
    assertThat(without.status()).isZero();
    assertThat(without.out()).isEqualTo(FASTER + "<-jar><" + home + "/target/rollcall.jar><serve>");
    assertThat(without.err()).contains("no room", "that failed; Rollcall starts without it");

    script(training, ": > \"$3\"; printf 'trained %s' \"$2\"");
    Files.delete(home.resolve("target/rollcall.jar"));
    var with = launch();
    assertThat(with.out()).startsWith(FASTER + "<-XX:AOTCache=" + home + "/target/rollcall.aot>");
    assertThat(with.err()).contains("trained " + home + "/target/rollcall.jar");
  }

  @Test
  void buildsAgainWhenSourceIsChangedOrDeleted() throws Exception {
    sources();
    maven("4.0.0");
    launch();

    later(home.resolve("src/main/java/A.java"), 10);
    launch();
    assertThat(builds()).isEqualTo(2);

    Files.setLastModifiedTime(
        home.resolve("src/main/java/A.java"), FileTime.from(Instant.now().minusSeconds(100)));
    launch();
    assertThat(builds()).isEqualTo(2);

    Files.delete(home.resolve("src/main/java/A.java"));
    later(home.resolve("src/main/java"), 10);
    launch();
    assertThat(builds()).isEqualTo(3);
  }

  @Test
  void twoAtOnceBuildOnce() throws Exception {
    sources();
    maven("3.9.9");

    var one = start(List.of(home + "/rollcall", "serve"), "");
    var two = start(List.of(home + "/rollcall", "serve"), "");

    assertThat(finish(one).status()).isZero();
    assertThat(finish(two).status()).isZero();
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void twoAtOnceBuildOnceWithoutFlock() throws Exception {
    sources();
    maven("3.9.9");
    Files.delete(path.resolve("flock"));

    var one = start(List.of(home + "/rollcall", "serve"), "");
    var two = start(List.of(home + "/rollcall", "serve"), "");

    assertThat(finish(one).status()).isZero();
    assertThat(finish(two).status()).isZero();
    assertThat(builds()).isEqualTo(1);
    assertThat(home.resolve("target/.rollcall.lock.d")).doesNotExist();
  }

  @Test
  void buildsAgainAfterBuildThatFailed() throws Exception {
    sources();
    script(path.resolve("mvn"), "echo 'Apache Maven 3.8.7'; [[ $1 == -version ]]");

    var failed = launch();
    maven("3.8.7");
    var mended = launch();

    assertThat(failed.status()).isEqualTo(4);
    assertThat(failed.err()).contains("the build failed");
    assertThat(failed.out()).isEmpty();
    assertThat(mended.status()).isZero();
  }

  @Test
  void saysThatMavenIsMissing() throws Exception {
    sources();

    var ran = launch();

    assertThat(ran.status()).isEqualTo(3);
    assertThat(ran.err()).contains("Maven 3.8 or newer is needed").contains("not on the PATH");
  }

  @Test
  void saysThatMavenIsTooOld() throws Exception {
    sources();
    maven("3.6.3");

    var ran = launch();

    assertThat(ran.status()).isEqualTo(3);
    assertThat(ran.err()).contains("Maven 3.8 or newer is needed", "is 3.6.3.");
    assertThat(builds()).isZero();
  }

  @Test
  void passesOverJavaThatIsTooOld() throws Exception {
    Files.writeString(home.resolve("rollcall.jar"), "");
    var old = javaHome("old", "1.8.0_402", "echo old");
    Files.createSymbolicLink(path.resolve("java"), Path.of("../jdk new/bin/java"));
    java = old;

    assertThat(launch().out()).isEqualTo(FASTER + "<-jar><" + home + "/rollcall.jar><serve>");
  }

  @Test
  void saysHowToGetJdkWhenNoneIsNewEnough() throws Exception {
    Files.writeString(home.resolve("rollcall.jar"), "");
    var script = home.resolve("rollcall");
    Files.writeString(
        script, Files.readString(script).replace("needed_java=25", "needed_java=999"));

    var ran = launch();

    assertThat(ran.status()).isEqualTo(3);
    assertThat(ran.err()).contains("a JDK 999 or newer is needed", "adoptium", "JAVA_HOME=");
  }

  @Test
  void saysThatThereIsNothingToRun() throws Exception {
    var ran = launch();

    assertThat(ran.status()).isEqualTo(4);
    assertThat(ran.err()).contains("neither sources nor rollcall.jar");
  }

  private void sources() throws IOException {
    for (var name : List.of("src/main/java/A.java", "contract/c.json", "build/b", "pom.xml")) {
      Files.createDirectories(home.resolve(name).getParent());
      Files.writeString(home.resolve(name), "");
    }
  }

  /// A Maven that takes a moment, as real ones do, and counts its builds.
  private void maven(String version) throws IOException {
    script(
        path.resolve("mvn"),
        """
        if [[ $1 == -version ]]; then echo 'Apache Maven %s'; exit; fi
        sleep 0.3; echo built >> '%s/builds'; : > target/rollcall.jar
        """
            .formatted(version, folder));
  }

  private int builds() throws IOException {
    var log = folder.resolve("builds");
    return Files.exists(log) ? Files.readAllLines(log).size() : 0;
  }

  private Path javaHome(String name, String version, String body) throws IOException {
    var made = Files.createDirectories(folder.resolve(name).resolve("bin")).getParent();
    Files.writeString(
        made.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"");
    script(made.resolve("bin/java"), body);
    script(made.resolve("bin/javac"), "");
    return made;
  }

  private static void script(Path file, String body) throws IOException {
    Files.writeString(file, "#!/bin/bash\n" + body + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void later(Path file, int seconds) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(seconds)));
  }

  private Ran launch() throws Exception {
    return run(List.of(home + "/rollcall", "serve"), "");
  }

  private Ran run(List<String> command, String javaOptions) throws Exception {
    return finish(start(command, javaOptions));
  }

  private Process start(List<String> command, String javaOptions) throws IOException {
    var bash = new ArrayList<>(List.of("bash"));
    bash.addAll(command);
    var builder = new ProcessBuilder(bash).directory(folder.toFile());
    builder.environment().put("PATH", path.toString());
    builder.environment().put("JAVA_HOME", java.toString());
    builder.environment().put("JAVA_OPTS", javaOptions);
    builder.redirectOutput(Files.createTempFile(folder, "run", ".out").toFile());
    builder.redirectError(Files.createTempFile(folder, "run", ".err").toFile());
    var process = builder.start();
    outputs.put(
        process,
        List.of(builder.redirectOutput().file().toPath(), builder.redirectError().file().toPath()));
    return process;
  }

  private Ran finish(Process process) throws Exception {
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    var files = outputs.get(process);
    return new Ran(
        process.exitValue(), Files.readString(files.get(0)), Files.readString(files.get(1)));
  }
}
