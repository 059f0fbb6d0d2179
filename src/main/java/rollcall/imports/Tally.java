package rollcall.imports;

/// How many rows of a type were read, and what became of them: new, changed, the same as what was
/// there, refused, or folded, which is what only adds to another row of the same call.
public record Tally(
    long read, long inserted, long updated, long unchanged, long refused, long folded) {
  static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0);
  static final Tally READ = new Tally(1, 0, 0, 0, 0, 0);
  static final Tally INSERTED = new Tally(0, 1, 0, 0, 0, 0);
  static final Tally UPDATED = new Tally(0, 0, 1, 0, 0, 0);
  static final Tally UNCHANGED = new Tally(0, 0, 0, 1, 0, 0);
  static final Tally REFUSED = new Tally(0, 0, 0, 0, 1, 0);
  static final Tally FOLDED = new Tally(1, 0, 0, 0, 0, 1);

  Tally plus(Tally other) {
    return new Tally(
        read + other.read,
        inserted + other.inserted,
        updated + other.updated,
        unchanged + other.unchanged,
        refused + other.refused,
        folded + other.folded);
  }
}
