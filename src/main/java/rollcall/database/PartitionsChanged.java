package rollcall.database;

/// A partition that a statement reads by its name is no longer attached as it was when it was
/// looked for.
final class PartitionsChanged extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PartitionsChanged() {
    super("the partitions of a table were changed");
  }
}
