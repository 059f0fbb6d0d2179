package bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What was measured, by name and unit, in the order in which it was first seen. One thread.
final class Figures {
  /// The name of a figure and its unit.
  record Key(String name, String unit) {}

  private final Map<Key, List<Double>> values = new LinkedHashMap<>();
  private final Map<Key, Bound> bounds = new HashMap<>();

  void add(String name, String unit, double value) {
    values.computeIfAbsent(new Key(name, unit), _ -> new ArrayList<>()).add(value);
  }

  /// The same of a figure that has a bound.
  void add(String name, String unit, double value, Bound bound) {
    add(name, unit, value);
    bounds.put(new Key(name, unit), bound);
  }

  /// All values of each figure.
  Map<Key, List<Double>> all() {
    return values;
  }

  /// What a figure should be.
  Optional<Bound> bound(Key key) {
    return Optional.ofNullable(bounds.get(key));
  }

  /// The median of one figure.
  double median(String name, String unit) {
    return median(values.get(new Key(name, unit)));
  }

  /// The middle of `values`, or the mean of the two in the middle.
  static double median(List<Double> values) {
    var sorted = values.stream().sorted().toList();
    var middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
