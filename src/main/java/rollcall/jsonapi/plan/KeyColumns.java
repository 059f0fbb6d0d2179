package rollcall.jsonapi.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rollcall.jsonapi.schema.Attribute;
import rollcall.jsonapi.schema.ResourceType;

/// In which columns of the rows of a page the keys of its order stand: those that are shown in
/// their place, the `further` ones behind all that the [Projection] has. Behind these stands, in a
/// page that is read backwards, how many rows were read.
public record KeyColumns(List<Attribute> further, List<Integer> positions) {
  /// Copies its lists.
  public KeyColumns {
    further = List.copyOf(further);
    positions = List.copyOf(positions);
  }

  /// Where the keys of the order of `plan` stand.
  public static KeyColumns of(ReadPlan plan) {
    var projection = plan.projection();
    var further = new ArrayList<Attribute>();
    var positions = new ArrayList<Integer>();
    for (var key : plan.order()) {
      var shown = shown(projection, key.field());
      if (shown.isPresent()) {
        positions.add(shown.get());
      } else {
        positions.add(projection.versionColumn() + further.size());
        further.add(key.field());
      }
    }
    return new KeyColumns(further, positions);
  }

  private static Optional<Integer> shown(Projection projection, Attribute field) {
    if (field.equals(ResourceType.ID)) {
      return Optional.of(Projection.ID_COLUMN);
    }
    var index = projection.attributes().indexOf(field);
    return index < 0 ? Optional.empty() : Optional.of(Projection.FIRST_ATTRIBUTE + index);
  }

  /// The column behind the last key, for rows that `projection` shows.
  public int countColumn(Projection projection) {
    return projection.versionColumn() + further.size();
  }
}
