package rollcall.jsonapi.schema;

import java.util.List;

/// A name that a filter may use in place of any of `fields`, all text of one notation, to look for
/// what any of them holds.
public record Search(String name, List<Attribute> fields, String description) {
  /// Copies `fields`, and checks that each has a notation.
  public Search {
    fields = List.copyOf(fields);
    if (fields.isEmpty() || !fields.stream().allMatch(field -> field.type().isWritten())) {
      throw new IllegalArgumentException(name + " searches a field without notation");
    }
  }
}
