package rollcall.database;

import java.util.List;
import java.util.Map;

/// By which names a statement that acts for one tenant alone reads the tables: by their own, or by
/// those of the partitions that hold the tenant's rows, so that PostgreSQL opens and plans one
/// relation instead of all partitions. Immutable, so thread-safe.
public final class Tables {
  /// By their own names, which is always right.
  public static final Tables WHOLE = new Tables(Map.of());

  /// A partition: its name as SQL, its number, and the transaction that attached it, which another
  /// attachment of the same partition does not share.
  record Partition(String name, String oid, String attachedBy) {}

  private final Map<String, Partition> partitions;

  /// Those named in `partitions` by their partition there, all others by their own name.
  Tables(Map<String, Partition> partitions) {
    this.partitions = Map.copyOf(partitions);
  }

  /// How to name `table` in a statement.
  public String name(String table) {
    var partition = partitions.get(table);
    return partition == null ? table : partition.name();
  }

  /// Whether every table is read by its own name.
  boolean isWhole() {
    return partitions.isEmpty();
  }

  int partitionCount() {
    return partitions.size();
  }

  List<String> oids() {
    return partitions.values().stream().map(Partition::oid).toList();
  }

  List<String> attachedBy() {
    return partitions.values().stream().map(Partition::attachedBy).toList();
  }
}
