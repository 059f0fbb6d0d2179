package rollcall.jsonapi.query;

import java.util.Optional;
import java.util.OptionalLong;

/// The part of a list that a client asks for by `page`: at most `limit` rows, behind so many others
/// (`offset`) or on that side of a cursor (`after`, `before`), at most one of the three; and
/// whether all rows of the list are to be counted, too.
public record PageRequest(
    int limit,
    OptionalLong offset,
    Optional<String> after,
    Optional<String> before,
    boolean counted) {
  /// The rows of a page whose size the client left open.
  public static final int DEFAULT_LIMIT = 25;

  /// The most rows of a page.
  public static final int MOST_ROWS = 1_000;
}
