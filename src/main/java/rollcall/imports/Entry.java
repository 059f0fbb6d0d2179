package rollcall.imports;

import java.util.ArrayList;
import java.util.List;
import rollcall.calls.CallKey;
import rollcall.calls.CallReport;
import rollcall.calls.Calls;
import rollcall.jsonapi.schema.Draft;
import rollcall.jsonapi.schema.ResourceType;

/// What is to be written.
sealed interface Entry {
  /// A row, told whole.
  record Row(Draft draft) implements Entry {
    @Override
    public ResourceType type() {
      return draft.type();
    }

    @Override
    public List<Object> names() {
      if (!draft.type().equals(Calls.TYPE)) {
        return List.of();
      }
      var names = new ArrayList<Object>();
      names.add(CallKey.of(draft));
      draft.id().ifPresent(names::add);
      return names;
    }
  }

  /// What a switch says of a call.
  record Report(CallReport report) implements Entry {
    @Override
    public ResourceType type() {
      return Calls.TYPE;
    }

    /// A source may tell of one call under many names.
    @Override
    public List<Object> names() {
      return List.of();
    }
  }

  /// The type of the row that comes of it.
  ResourceType type();

  /// All by which it may be the same as another one: entries that share none are written in any
  /// order. None where that is not known.
  List<Object> names();

  /// Whether both can be written in one go.
  default boolean goesWith(Entry other) {
    return getClass() == other.getClass() && type().equals(other.type());
  }
}
