package rollcall.jsonapi.document;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import rollcall.jsonapi.plan.Page;

/// What is said of a page beside its rows: its limit, its offset if it has one, and, where they
/// were counted, how many rows the list has, exactly or at least.
public record PageMeta(Page page, Optional<Total> total) {

  /// How many rows a list has; where the count is not `exact`, there may be more.
  public record Total(long rows, boolean exact) {}

  void write(JsonBytes json) {
    json.raw(ascii("\"page\":{\"limit\":" + page.limit()));
    page.offset().ifPresent(offset -> json.raw(ascii(",\"offset\":" + offset)));
    total.ifPresent(
        counted ->
            json.raw(
                ascii(
                    ",\"total\":"
                        + counted.rows()
                        + ",\"total_is\":\""
                        + (counted.exact() ? "exact" : "at_least")
                        + "\"")));
    json.raw('}');
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
