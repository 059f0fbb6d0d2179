package rollcall.database;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// The PostgreSQL binaries that the program carries, unpacked into `home`, one of the `runtimes`.
record PostgresRuntime(Path runtimes, Path home) {
  private static final String COMPLETE = ".complete";
  private static final int EXECUTABLE = 0100;

  /// Unpacks the binaries into a folder of their own below `runtimes`, unless they are there
  /// already and whole.
  static PostgresRuntime unpack(Path runtimes) {
    var url = resource();
    try {
      var packed = (JarURLConnection) url.openConnection();
      packed.setUseCaches(false);
      try (var stream = packed.getInputStream()) {
        var entry = packed.getJarEntry();
        var key = "postgresql-%08x-%d".formatted(entry.getCrc(), entry.getSize());
        var home = runtimes.resolve(key);
        if (!isWhole(home)) {
          PrivateFiles.createFolder(runtimes);
          unpack(stream, home);
        }
        return new PostgresRuntime(runtimes, home);
      }
    } catch (IOException e) {
      throw new EmbeddedPostgresFailed("Cannot unpack PostgreSQL into " + runtimes, e);
    }
  }

  private static URL resource() {
    var name = "postgres-" + system() + "-" + architecture() + ".txz";
    var url = PostgresRuntime.class.getClassLoader().getResource(name);
    if (url == null) {
      throw new EmbeddedPostgresFailed(
          "This build of Rollcall carries no PostgreSQL for this machine ("
              + name
              + "). Build it on this machine, or give --database-url.");
    }
    return url;
  }

  private static String system() {
    var name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    if (name.startsWith("mac")) {
      return "darwin";
    }
    return name.startsWith("windows") ? "windows" : name;
  }

  private static String architecture() {
    var name = System.getProperty("os.arch");
    return switch (name) {
      case "amd64", "x86_64" -> "x86_64";
      case "aarch64" -> "arm_64";
      default -> name;
    };
  }

  /// Renaming the finished folder makes an interrupted unpack harmless; the inventory finds files
  /// that a power cut or a cleaner of old files took.
  private static boolean isWhole(Path home) throws IOException {
    var complete = home.resolve(COMPLETE);
    return Files.exists(complete) && Files.readString(complete).equals(inventory(home));
  }

  private static String inventory(Path home) throws IOException {
    var count = 0L;
    var bytes = 0L;
    try (var files = Files.walk(home)) {
      for (var file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        if (!file.endsWith(COMPLETE)) {
          count++;
          bytes += Files.size(file);
        }
      }
    }
    return count + " files, " + bytes + " bytes\n";
  }

  private static void unpack(InputStream packed, Path home) throws IOException {
    var unfinished = home.resolveSibling("." + home.getFileName() + ".new");
    PrivateFiles.deleteAll(unfinished);
    PrivateFiles.deleteAll(home);
    PrivateFiles.createFolder(unfinished);
    try (var tar =
        new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(packed, 1 << 16)))) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        unpack(tar, entry, unfinished);
      }
    }
    PrivateFiles.write(unfinished.resolve(COMPLETE), inventory(unfinished));
    PrivateFiles.moveInPlace(unfinished, home);
  }

  private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path into)
      throws IOException {
    var target = into.resolve(entry.getName()).normalize();
    if (!target.startsWith(into)) {
      throw new IOException("the archive names a file outside: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(target.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(tar, target);
    if ((entry.getMode() & EXECUTABLE) != 0 && !target.toFile().setExecutable(true)) {
      throw new IOException("cannot make " + target + " executable");
    }
  }

  /// Deletes what other versions left beside this one; nothing may run from there any more.
  void deleteOthers() {
    try (var folders = Files.list(runtimes)) {
      for (var folder : folders.filter(f -> !f.equals(home)).toList()) {
        PrivateFiles.deleteAll(folder);
      }
    } catch (IOException e) {
      throw new EmbeddedPostgresFailed("Cannot delete old binaries in " + runtimes, e);
    }
  }

  Path binary(String name) {
    return home.resolve("bin").resolve(system().equals("windows") ? name + ".exe" : name);
  }
}
