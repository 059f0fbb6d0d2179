package rollcall.jsonapi.query;

import java.util.List;
import java.util.Map;

/// What stands under one key of a query string: `a=x` is text, `a[]=x` a list, `a[b]=x` a map.
public sealed interface Parameter {
  /// The decoded text after `=`.
  record Text(String value) implements Parameter {}

  /// What was appended by `[]`, in order.
  record Listing(List<Parameter> items) implements Parameter {
    /// Copies `items`.
    public Listing {
      items = List.copyOf(items);
    }
  }

  /// What was named by `[key]`. The order of keys carries no meaning.
  record Mapping(Map<String, Parameter> entries) implements Parameter {
    /// No entries at all.
    public static final Mapping EMPTY = new Mapping(Map.of());
  }
}
