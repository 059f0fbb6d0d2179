package rollcall.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// One step of the schema: SQL that is run once, in one transaction.
record Migration(String name, String sql) {
  private static final String FOLDER = "/rollcall/migrations/";

  /// The step of that name among the program's resources.
  static Migration bundled(String name) {
    try (var file = Migration.class.getResourceAsStream(FOLDER + name + ".sql")) {
      if (file == null) {
        throw new IllegalStateException("the program lacks its migration " + name);
      }
      return new Migration(name, new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("reading migration " + name, e);
    }
  }

  /// SHA-256 of the text, in hexadecimal.
  String checksum() {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(sql.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
