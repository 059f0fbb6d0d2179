package rollcall.imports;

/// How many rows of a type were read, and what became of them.
public record Tally(long read, long inserted, long unchanged, long refused) {
  static final Tally NONE = new Tally(0, 0, 0, 0);

  Tally plus(Tally other) {
    return new Tally(
        read + other.read,
        inserted + other.inserted,
        unchanged + other.unchanged,
        refused + other.refused);
  }
}
