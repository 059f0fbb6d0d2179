package rollcall.api;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import rollcall.jsonapi.query.Parsed;
import rollcall.jsonapi.query.WriteProblem;
import rollcall.jsonapi.schema.Precondition;

/// Entity tags (RFC 9110, section 8.8.3): the version of a row, which is when it was last changed,
/// in base 36.
final class EntityTags {
  private static final int RADIX = 36;

  /// One element of the list of an `If-Match`; a list may have empty ones.
  private static final Pattern ELEMENT =
      Pattern.compile("[ \\t]*(?:(W/)?\"([\\x21\\x23-\\x7e\\x80-\\xff]*+)\")?[ \\t]*(,|$)");

  private EntityTags() {}

  /// The entity tag of a row that was last changed at `epochMicros`.
  static String of(long epochMicros) {
    return '"' + Long.toString(epochMicros, RADIX) + '"';
  }

  /// What the values of `If-Match` ask of a row. A weak tag never matches, and `*` is any row.
  static Parsed<Precondition> precondition(List<String> values) {
    if (values.isEmpty() || values.equals(List.of("*"))) {
      return new Parsed.Ok<>(Precondition.NONE);
    }
    var versions = new HashSet<Long>();
    return read(String.join(",", values), versions)
        ? new Parsed.Ok<>(new Precondition(Optional.of(versions)))
        : Parsed.invalid(
            WriteProblem.invalidIfMatch(
                "If-Match must be *, or entity tags such as \"fk3v1x2a9c\", comma separated."));
  }

  /// Collects the versions of the tags in `list`; false where it is not well-formed.
  private static boolean read(String list, Set<Long> versions) {
    var element = ELEMENT.matcher(list);
    var any = false;
    for (int at = 0; at <= list.length(); at = element.end()) {
      if (!element.find(at) || element.start() != at) {
        return false;
      }
      var tag = element.group(2);
      any |= tag != null;
      if (tag != null && element.group(1) == null) {
        version(tag).ifPresent(versions::add);
      }
      if (element.group(3).isEmpty()) {
        return any;
      }
    }
    return any;
  }

  /// The version whose tag is `tag`, if it is that of any.
  private static Optional<Long> version(String tag) {
    try {
      var version = Long.parseLong(tag, RADIX);
      return Long.toString(version, RADIX).equals(tag) ? Optional.of(version) : Optional.empty();
    } catch (NumberFormatException _) {
      // A tag that we did not make.
      return Optional.empty();
    }
  }
}
