package rollcall.calls;

import java.util.Comparator;

/// Who called whom. Ordered only so that two reports of one moment are told apart.
record Parties(String direction, String fromNumber, String toNumber)
    implements Comparable<Parties> {
  @Override
  public int compareTo(Parties other) {
    return Comparator.comparing(Parties::direction)
        .thenComparing(Parties::fromNumber)
        .thenComparing(Parties::toNumber)
        .compare(this, other);
  }
}
