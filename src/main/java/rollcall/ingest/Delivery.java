package rollcall.ingest;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/// One thing that a source delivered: what it says, and a key that it shares with every repetition
/// of itself and, within its source, with nothing else.
public record Delivery(String key, Normalised said) {
  /// The longest message that is taken, whichever way it comes: records of switches have some ten
  /// kilobytes.
  public static final int MOST_BYTES = 1 << 20;

  /// The longest key that is kept as it is; parts of it are a stranger's text.
  private static final int LONGEST_KEY = 256;

  /// What `body` says, which is known by `key`, the parts of its name; by its bytes where it cannot
  /// be understood, so that it is in nobody's way who has the same name and can.
  public static Delivery of(List<String> key, byte[] body, Normalised said) {
    if (said instanceof Normalised.Unintelligible) {
      return of(body, said);
    }
    var name = key.stream().map(Delivery::escaped).collect(Collectors.joining(":"));
    return new Delivery(isPlain(name) ? name : sha256(name.getBytes(StandardCharsets.UTF_8)), said);
  }

  /// `part` so that its end is seen when others follow: strangers choose some.
  private static String escaped(String part) {
    return part.replace("\\", "\\\\").replace(":", "\\:");
  }

  /// Whether it is short, and PostgreSQL can hold it.
  private static boolean isPlain(String name) {
    return name.length() <= LONGEST_KEY
        && name.chars().allMatch(c -> c != 0 && !Character.isSurrogate((char) c));
  }

  /// A delivery without a name of its own: it is known by its bytes.
  public static Delivery of(byte[] body, Normalised said) {
    return new Delivery(sha256(body), said);
  }

  /// A delivery that cannot be understood, for that reason, a sentence.
  public static Delivery unintelligible(byte[] body, String reason) {
    return of(body, new Normalised.Unintelligible(reason));
  }

  private static String sha256(byte[] bytes) {
    return "sha256:" + Sha256.hex(bytes);
  }
}
