package rollcall.sip;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The programs that make real SIP calls, as Debian packs them.
final class SipPrograms {
  static final String KAMAILIO = "/usr/sbin/kamailio";
  static final String SIPP = "/usr/bin/sipp";

  private static final Path LIBRARIES = Path.of("/usr/lib");
  private static final Map<String, String> MODULES =
      Map.of(
          "dialog.so", "kamailio",
          "evapi.so", "kamailio-extra-modules",
          "http_client.so", "kamailio-utils-modules",
          "db_postgres.so", "kamailio-postgres-modules");

  private SipPrograms() {}

  /// Skips the tests where a package is missing, and fails instead where they are required.
  static void require() throws IOException {
    var missing = missing();
    var advice = "No SIP calls were made, for want of these packages: " + String.join(" ", missing);
    if (!missing.isEmpty() && Boolean.getBoolean("rollcall.required")) {
      throw new AssertionError(advice);
    }
    if (!missing.isEmpty()) {
      System.out.println(advice);
    }
    assumeTrue(missing.isEmpty(), advice);
  }

  private static List<String> missing() throws IOException {
    var missing = new ArrayList<String>();
    if (!Files.isExecutable(Path.of(SIPP))) {
      missing.add("sip-tester");
    }
    for (var module : MODULES.entrySet()) {
      if (!isInstalled(module.getKey())) {
        missing.add(module.getValue());
      }
    }
    return missing.stream().sorted().toList();
  }

  private static boolean isInstalled(String module) throws IOException {
    if (Files.notExists(Path.of(KAMAILIO)) || Files.notExists(LIBRARIES)) {
      return false;
    }
    try (Stream<Path> folders = Files.list(LIBRARIES)) {
      return folders.anyMatch(
          folder -> Files.exists(folder.resolve("kamailio/modules").resolve(module)));
    }
  }
}
