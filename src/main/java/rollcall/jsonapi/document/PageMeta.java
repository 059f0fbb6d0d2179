package rollcall.jsonapi.document;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import rollcall.jsonapi.plan.Page;

/// What is said of a page beside its rows: its limit, its offset if it has one, and, where they
/// were counted, how many rows the list has, exactly or at least.
public record PageMeta(Page page, Optional<Total> total) {

  /// How many rows a list has; where the count is not `exact`, there may be more.
  public record Total(long rows, boolean exact) {}

  /// Writes it, by the words of the cursor pagination profile where that is applied: its `total` is
  /// always exact.
  void write(JsonBytes json, boolean byProfile) {
    json.raw(ascii("\"page\":{\"limit\":" + page.limit()));
    page.offset().ifPresent(offset -> json.raw(ascii(",\"offset\":" + offset)));
    total.ifPresent(counted -> json.raw(ascii(text(counted, byProfile))));
    json.raw('}');
  }

  private static String text(Total total, boolean byProfile) {
    if (total.exact()) {
      return ",\"total\":" + total.rows() + ",\"total_is\":\"exact\"";
    }
    var number =
        byProfile
            ? ",\"estimatedTotal\":{\"bestGuess\":" + total.rows() + "}"
            : ",\"total\":" + total.rows();
    return number + ",\"total_is\":\"at_least\"";
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
