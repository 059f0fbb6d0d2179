package rollcall.jsonapi.sql;

/// The literal text that every match of a `like` pattern begins with, and whether nothing else is
/// asked of it: the pattern is that text and a `%`.
record LikePrefix(String text, boolean isAll) {
  /// That of `pattern`, which does not end in a single `\`.
  static LikePrefix of(String pattern) {
    var text = new StringBuilder();
    var next = 0;
    while (next < pattern.length() && pattern.charAt(next) != '%' && pattern.charAt(next) != '_') {
      next += pattern.charAt(next) == '\\' ? 1 : 0;
      text.append(pattern.charAt(next++));
    }
    return new LikePrefix(text.toString(), pattern.substring(next).equals("%"));
  }
}
