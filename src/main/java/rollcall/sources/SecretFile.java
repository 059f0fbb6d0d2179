package rollcall.sources;

import static java.nio.file.attribute.PosixFilePermission.OTHERS_READ;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_WRITE;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import rollcall.ingest.SourceText;
import rollcall.ingest.webhook.StandardSignature;

/// A file with the secrets of a source, one a line: several while one takes the place of another.
public record SecretFile(Path path) {
  static final int MOST_BYTES = 64 * 1024;

  /// The secrets. Fails with [SecretUnusable] when they cannot be read or there are none.
  public List<String> read() throws SecretUnusable {
    try {
      var text = new String(WrittenFile.read(path, MOST_BYTES), StandardCharsets.UTF_8);
      var secrets = text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
      if (secrets.isEmpty()) {
        throw new SecretUnusable("The secret file " + path + " is empty.");
      }
      for (var i = 0; i < secrets.size(); i++) {
        if (!SourceText.isOneLine(secrets.get(i))) {
          throw new SecretUnusable(
              "Secret %d of %s has a control character; no login can hold that."
                  .formatted(i + 1, path));
        }
      }
      return secrets;
    } catch (WrittenFile.Unreadable e) {
      throw new SecretUnusable("The secret file " + path + " " + e.getMessage() + ".");
    }
  }

  /// Looks whether this is fit for a source of `type`. Fails with [SecretUnusable] also when others
  /// of this machine may read or write it, or when a line is no secret of the form that the type
  /// has.
  public void check(SourceType type) throws SecretUnusable {
    var secrets = read();
    if (!Collections.disjoint(permissions(), Set.of(OTHERS_READ, OTHERS_WRITE))) {
      throw new SecretUnusable(
          "Everybody on this machine can read or write the secret file "
              + path
              + "; take that away first: chmod 600 "
              + path);
    }
    if (type == SourceType.WEBHOOK) {
      for (var i = 0; i < secrets.size(); i++) {
        if (StandardSignature.Secret.parse(secrets.get(i)).isEmpty()) {
          throw new SecretUnusable(
              "Secret %d of %s is not one of a webhook, which is %s."
                  .formatted(i + 1, path, StandardSignature.Secret.RULE));
        }
      }
    }
  }

  private Set<?> permissions() throws SecretUnusable {
    try {
      return Files.getPosixFilePermissions(path);
    } catch (UnsupportedOperationException _) {
      // A system without such permissions.
      return Set.of();
    } catch (IOException _) {
      throw new SecretUnusable("The permissions of the secret file " + path + " cannot be read.");
    }
  }
}
