package rollcall.jsonapi.schema;

import java.util.List;
import java.util.Optional;

/// The ways in which texts of one kind are written, all of which have one plain form, and what of
/// that form a client looks for that writes in one of these ways. Implementations are thread-safe.
public interface Notation {
  /// What is looked for: `text`, anywhere in a plain form, or at its start alone.
  record Part(String text, boolean atStart) {
    /// Whether `plain` has it.
    public boolean isIn(String plain) {
      return atStart ? plain.startsWith(text) : plain.contains(text);
    }

    /// The pattern of `like` for it. A plain form holds none of the signs of patterns.
    public String pattern() {
      return (atStart ? "" : "%") + text + "%";
    }

    /// A pattern of `like` that every text fits whose plain form has it, since a plain form is made
    /// of a text by leaving something out.
    public String loosePattern() {
      return text.isEmpty() ? "%" : "%" + String.join("%", text.split("")) + "%";
    }
  }

  /// The plain form of a text that is kept.
  String plain(String kept);

  /// The same as an expression of PostgreSQL over `column`.
  String plainSql(String column);

  /// What would be right, unless `written` can be looked for.
  Optional<String> expectation(String written);

  /// What a client in `country`, an ISO 3166 code, looks for that writes `written`, which can be
  /// looked for; the one or the other, at least one.
  List<Part> parts(String written, Optional<String> country);
}
