package rollcall.jsonapi.query;

import java.util.List;
import rollcall.jsonapi.schema.Attribute;
import rollcall.jsonapi.schema.Relationship;

/// What a client wants to be true of the resources it gets, names resolved and values still text.
public sealed interface Filter {
  /// True of everything.
  Filter EVERYTHING = new All(List.of());

  /// Every one of `parts` holds.
  record All(List<Filter> parts) implements Filter {
    /// Copies `parts`.
    public All {
      parts = List.copyOf(parts);
    }
  }

  /// At least one of `parts` holds.
  record Any(List<Filter> parts) implements Filter {
    /// Copies `parts`.
    public Any {
      parts = List.copyOf(parts);
    }
  }

  /// `part` does not hold.
  record Not(Filter part) implements Filter {}

  /// `part` holds of the resource at the other end of `relationship`.
  record Related(Relationship relationship, Filter part) implements Filter {}

  /// `field` compared by `operator` with `value`; `parameter` is the key the client wrote.
  record Comparison(Attribute field, Operator operator, Parameter value, String parameter)
      implements Filter {}
}
