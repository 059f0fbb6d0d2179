package bench;

/// What a figure should be: at most, or at least, a value.
record Bound(double value, boolean atMost) {
  static Bound atMost(double value) {
    return new Bound(value, true);
  }

  static Bound atLeast(double value) {
    return new Bound(value, false);
  }

  boolean holds(double figure) {
    return atMost ? figure <= value : figure >= value;
  }

  /// How much of the bound is used: above 1 it does not hold.
  double ratio(double figure) {
    return atMost ? figure / value : value / figure;
  }

  @Override
  public String toString() {
    return (atMost ? "≤ " : "≥ ") + Report.number(value);
  }
}
