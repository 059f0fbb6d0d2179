package rollcall.jsonapi.document;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import rollcall.jsonapi.schema.Attribute;
import rollcall.jsonapi.schema.Draft;
import rollcall.jsonapi.schema.ResourceType;

/// One row while it is read: the values so far and everything wrong so far. One row, one thread.
final class RowDraft {
  private static final int MAXIMUM_FAULTS = 20;
  private static final Cell.Absent MISSING = new Cell.Absent("is missing");

  private final ResourceType type;
  private final Members members;
  private final @Nullable Object[] values;
  private final BitSet seen = new BitSet();
  private final Set<String> named = new HashSet<>();
  private final List<String> faults = new ArrayList<>();
  private int faultsLeftOut;

  /// An empty row of `type`, whose members are `members`.
  RowDraft(ResourceType type, Members members) {
    this.type = type;
    this.members = members;
    this.values = new @Nullable Object[members.all().size()];
  }

  /// Takes what stands at the member in position `member`.
  void put(int member, Cell cell) {
    var attribute = members.all().get(member);
    if (seen.get(member)) {
      fault(attribute.name() + " stands twice; it must stand once.");
      return;
    }
    seen.set(member);
    switch (cell) {
      case Cell.Value(var value) -> {
        values[member] = value;
        named.add(attribute.name());
      }
      case Cell.Absent absence -> absent(attribute, absence);
      case Cell.Wrong(var fault) -> wrong(attribute, fault);
    }
  }

  /// Takes note of a member that the type does not have.
  void unknown(String name) {
    fault(
        TextFaults.quote(name)
            + " is no member of "
            + type.name()
            + "; its members are "
            + String.join(", ", members.names())
            + ".");
  }

  /// The row, now that all of it was read.
  DraftReading finish() {
    for (var i = 0; i < members.all().size(); i++) {
      if (!seen.get(i)) {
        absent(members.all().get(i), MISSING);
      }
    }
    if (faultsLeftOut > 0) {
      faults.add("There are " + faultsLeftOut + " faults more.");
    }
    return faults.isEmpty() ? accepted() : new DraftReading.Refused(faults);
  }

  private DraftReading accepted() {
    var attributes = new @Nullable Object[type.attributes().size()];
    for (var i = Members.FIRST_ATTRIBUTE; i < members.end(); i++) {
      attributes[type.position(members.all().get(i).name())] = values[i];
    }
    return new DraftReading.Accepted(
        new Draft(type, uuid(Members.ID), Arrays.asList(attributes), named),
        members.tenant().flatMap(this::uuid));
  }

  private Optional<UUID> uuid(int member) {
    return Optional.ofNullable((UUID) values[member]);
  }

  private void absent(Attribute attribute, Cell.Absent absence) {
    if (absence.equals(JsonCells.NULL) && attribute.nullable()) {
      named.add(attribute.name());
    } else if (!attribute.nullable()
        && (attribute.written().required() || absence.equals(JsonCells.NULL))) {
      wrong(attribute, absence.how());
    }
  }

  private void wrong(Attribute attribute, String fault) {
    fault(attribute.name() + " " + fault + "; it must be " + Expectation.of(attribute) + ".");
  }

  private void fault(String sentence) {
    if (faults.size() < MAXIMUM_FAULTS) {
      faults.add(sentence);
      return;
    }
    faultsLeftOut++;
  }
}
