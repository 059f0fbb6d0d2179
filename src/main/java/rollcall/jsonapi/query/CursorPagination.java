package rollcall.jsonapi.query;

import java.util.Set;

/// The profile of JSON:API for pages by cursor, which defines `page[size]`, `page[after]`,
/// `page[before]`, a cursor for each row, and errors.
public final class CursorPagination {
  /// The URI of the profile, as its own errors begin.
  public static final String URI = "https://jsonapi.org/profiles/ethanresnick/cursor-pagination/";

  /// The profile says of itself `http`, and is linked to without the last slash, too.
  private static final Set<String> SPELLINGS =
      Set.of(
          URI,
          "https://jsonapi.org/profiles/ethanresnick/cursor-pagination",
          "http://jsonapi.org/profiles/ethanresnick/cursor-pagination/",
          "http://jsonapi.org/profiles/ethanresnick/cursor-pagination");

  private CursorPagination() {}

  /// Whether `uri` is this profile, in one of the few ways in which it is written.
  public static boolean isNamed(String uri) {
    return SPELLINGS.contains(uri);
  }

  /// A mistake for which the profile has a type of its own.
  public enum Fault {
    /// A `page[size]` above [PageRequest#MOST_ROWS].
    MAX_SIZE_EXCEEDED("max-size-exceeded"),
    /// Both `page[after]` and `page[before]`.
    RANGE_NOT_SUPPORTED("range-pagination-not-supported");

    private final String type;

    Fault(String name) {
      this.type = URI + name;
    }

    /// The URI of the type.
    public String type() {
      return type;
    }
  }
}
