package rollcall.jsonapi.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rollcall.jsonapi.plan.Boundary;
import rollcall.jsonapi.plan.OrderKey;

/// A part of a list in which one stretch of an index leads through the rows in their order: the
/// rows of which all `restrictions` hold, by the keys of `order` that they leave open. The segments
/// of a list, one after the other, are the list.
///
/// An index has nulls at one end. Where an order wants the nulls of its first key at the other,
/// they are a segment of their own. Beyond a boundary, each key makes a segment: what is equal in
/// the keys before it and beyond in this one; the last two keys are compared as a row where they
/// run the same way, since that is one stretch.
record Segment(List<Restriction> restrictions, List<OrderKey> order) {
  Segment {
    restrictions = List.copyOf(restrictions);
    order = List.copyOf(order);
  }

  /// The segments of a list in `order`.
  static List<Segment> of(List<OrderKey> order) {
    return all(List.of(), order);
  }

  /// The segments of what lies beyond `boundary` in `order`, nearest first, so that before a
  /// boundary it is read backwards.
  static List<Segment> beyond(Boundary boundary, List<OrderKey> order) {
    var keys = boundary.backwards() ? order.stream().map(Segment::reversed).toList() : order;
    var segments = new ArrayList<Segment>();
    var last = keys.size() - 1;
    if (asRow(keys, boundary.values())) {
      append(segments, keys, boundary, last - 1, last);
      last -= 2;
    }
    for (var at = last; at >= 0; at--) {
      append(segments, keys, boundary, at, at);
    }
    return segments;
  }

  /// The keys to sort by: those that are left open, behind those that are null in all rows. These
  /// change nothing, but PostgreSQL sees by them that an index has the rows in this order.
  List<OrderKey> sortedBy() {
    var descending = order.getFirst().descending();
    var keys = new ArrayList<OrderKey>();
    for (var restriction : restrictions) {
      if (restriction instanceof Restriction.Null(var field)) {
        keys.add(new OrderKey(field, descending, descending));
      }
    }
    keys.addAll(order);
    return keys;
  }

  static OrderKey reversed(OrderKey key) {
    return new OrderKey(key.field(), !key.descending(), !key.nullsFirst());
  }

  /// Whether the last two keys are compared as one: the last is the id, which is never null.
  private static boolean asRow(List<OrderKey> keys, List<Optional<Object>> values) {
    var last = keys.size() - 1;
    return last > 0
        && values.get(last - 1).isPresent()
        && keys.get(last - 1).descending() == keys.get(last).descending();
  }

  /// Appends the segments of what equals the boundary in all keys before `first`, and lies beyond
  /// it in those from `first` to `last`.
  private static void append(
      List<Segment> segments, List<OrderKey> keys, Boundary boundary, int first, int last) {
    var fixed = new ArrayList<Restriction>();
    for (var at = 0; at < first; at++) {
      var field = keys.get(at).field();
      var value = boundary.values().get(at);
      fixed.add(
          value.isPresent()
              ? new Restriction.Equal(field, value.get())
              : new Restriction.Null(field));
    }
    var key = keys.get(first);
    var rest = keys.subList(first, keys.size());
    if (boundary.values().get(first).isEmpty()) {
      if (key.nullsFirst()) {
        segments.add(values(fixed, rest));
      }
      return;
    }
    var compared = keys.subList(first, last + 1);
    var beyond =
        new Restriction.Beyond(
            compared.stream().map(OrderKey::field).toList(),
            boundary.values().subList(first, last + 1).stream().map(Optional::get).toList(),
            key.descending(),
            boundary.inclusive() && last == keys.size() - 1);
    segments.add(new Segment(with(fixed, beyond), firstNeverNull(rest)));
    if (key.field().nullable() && !key.nullsFirst()) {
      segments.add(nulls(fixed, rest));
    }
  }

  private static List<Segment> all(List<Restriction> fixed, List<OrderKey> keys) {
    var first = keys.getFirst();
    if (!first.field().nullable() || first.nullsFirst() == first.descending()) {
      return List.of(new Segment(fixed, keys));
    }
    return first.nullsFirst()
        ? List.of(nulls(fixed, keys), values(fixed, keys))
        : List.of(values(fixed, keys), nulls(fixed, keys));
  }

  private static Segment nulls(List<Restriction> fixed, List<OrderKey> keys) {
    var isNull = new Restriction.Null(keys.getFirst().field());
    return new Segment(with(fixed, isNull), keys.subList(1, keys.size()));
  }

  private static Segment values(List<Restriction> fixed, List<OrderKey> keys) {
    var notNull = new Restriction.NotNull(keys.getFirst().field());
    return new Segment(with(fixed, notNull), firstNeverNull(keys));
  }

  /// The same keys, the nulls of the first of which, as it has none, stand where an index has them.
  private static List<OrderKey> firstNeverNull(List<OrderKey> keys) {
    var all = new ArrayList<>(keys);
    var first = keys.getFirst();
    all.set(0, new OrderKey(first.field(), first.descending(), first.descending()));
    return all;
  }

  private static List<Restriction> with(List<Restriction> fixed, Restriction further) {
    var all = new ArrayList<>(fixed);
    all.add(further);
    return all;
  }
}
