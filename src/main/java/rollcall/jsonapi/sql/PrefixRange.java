package rollcall.jsonapi.sql;

import java.util.Optional;

/// The texts that begin with a prefix, as a range in the order of code points, which is that of
/// collation C in UTF-8: `from` and what follows, up to but without `before`.
record PrefixRange(String from, Optional<String> before) {
  /// The range of those that begin with `prefix`.
  static PrefixRange of(String prefix) {
    return new PrefixRange(prefix, after(prefix));
  }

  /// The least text that is greater than all that begin with `prefix`: its last code point is
  /// raised by one. Where that is the greatest there is, the one before it is.
  private static Optional<String> after(String prefix) {
    for (var end = prefix.length(); end > 0; ) {
      var last = prefix.codePointBefore(end);
      var start = end - Character.charCount(last);
      if (last < Character.MAX_CODE_POINT) {
        // No text holds a surrogate.
        var next = last + 1 == Character.MIN_SURROGATE ? Character.MAX_SURROGATE + 1 : last + 1;
        return Optional.of(prefix.substring(0, start) + Character.toString(next));
      }
      end = start;
    }
    return Optional.empty();
  }
}
