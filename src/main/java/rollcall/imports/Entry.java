package rollcall.imports;

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
  }

  /// What a switch says of a call.
  record Report(CallReport report) implements Entry {
    @Override
    public ResourceType type() {
      return Calls.TYPE;
    }
  }

  /// The type of the row that comes of it.
  ResourceType type();

  /// Whether both can be written in one go.
  default boolean goesWith(Entry other) {
    return getClass() == other.getClass() && type().equals(other.type());
  }
}
