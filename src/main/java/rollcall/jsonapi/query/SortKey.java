package rollcall.jsonapi.query;

import java.util.List;
import rollcall.jsonapi.schema.Attribute;

/// One key of `sort`: a field, its direction, and where its nulls stand.
public record SortKey(Attribute field, boolean descending, boolean nullsFirst) {
  /// The prefixes in the order of the published pattern.
  public static final List<String> PREFIXES = List.of("", "-", "++", "--");

  /// The key of `field` under `prefix`, one of [#PREFIXES].
  static SortKey of(String prefix, Attribute field) {
    return switch (prefix) {
      case "" -> new SortKey(field, false, false);
      case "-" -> new SortKey(field, true, true);
      case "++" -> new SortKey(field, false, true);
      case "--" -> new SortKey(field, true, false);
      default -> throw new IllegalArgumentException(prefix);
    };
  }
}
