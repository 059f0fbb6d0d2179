package rollcall.calls;

import java.util.List;
import java.util.Set;
import rollcall.jsonapi.schema.Attribute;
import rollcall.jsonapi.schema.ResourceType;

/// By which fields lists of calls are found and sorted with an index: those that every installation
/// has, and those that its operator can add.
public final class CallIndexes {
  private static final Set<String> ALWAYS =
      Set.of("id", "call_uuid", "started_at", "from_number", "to_number", "conversation_id");

  private CallIndexes() {}

  /// Whether every installation has an index that leads through calls in the order of `field`.
  public static boolean isAlways(Attribute field) {
    return ALWAYS.contains(field.name());
  }

  /// The fields that an index can be added of, in the contract's order.
  public static List<Attribute> addable() {
    return Calls.TYPE.comparableFields().stream().filter(field -> !isAlways(field)).toList();
  }

  /// What the index of `field` is called that an operator adds; `newestFirst` means one that finds
  /// the newest calls of each value.
  public static String name(Attribute field, boolean newestFirst) {
    return Calls.TYPE.table() + "_by_" + field.name() + (newestFirst ? "_newest_first" : "");
  }

  /// The columns of that index.
  public static List<String> columns(Attribute field, boolean newestFirst) {
    var tenant = Calls.TYPE.tenantColumn();
    var id = ResourceType.ID.name();
    return newestFirst
        ? List.of(tenant, field.name(), Calls.TYPE.defaultOrder().attribute(), id)
        : List.of(tenant, field.name(), id);
  }
}
