package rollcall.jsonapi.sql;

import java.util.List;
import rollcall.jsonapi.schema.Attribute;

/// What holds of every row of a [Segment] of an order.
sealed interface Restriction {
  /// `field` is null.
  record Null(Attribute field) implements Restriction {}

  /// `field` is not null.
  record NotNull(Attribute field) implements Restriction {}

  /// `field` is `value`.
  record Equal(Attribute field, Object value) implements Restriction {}

  /// `fields`, none of them null, compared as a row, come after `values`, in descending order or in
  /// ascending; a row with these very values is among them when it is `inclusive`.
  record Beyond(List<Attribute> fields, List<Object> values, boolean descending, boolean inclusive)
      implements Restriction {}
}
