package rollcall.jsonapi.query;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A tree of parameters while it grows. Nothing here recurses before the tree is whole, and its
/// depth was bounded on the way in. One thread.
final class ParameterTree {
  private final Map<String, Object> root = new LinkedHashMap<>();

  /// Puts `value` under `segments`; an empty segment after the first stands for a list.
  void put(List<String> segments, String value) {
    Object container = root;
    for (var i = 0; i < segments.size(); i++) {
      var last = i == segments.size() - 1;
      container =
          last
              ? store(container, segments.get(i), value)
              : descend(container, segments.get(i), segments.get(i + 1).isEmpty());
    }
  }

  @SuppressWarnings("unchecked")
  private static Object store(Object container, String segment, String value) {
    if (container instanceof List<?> list) {
      ((List<Object>) list).add(value);
    } else {
      ((Map<String, Object>) container).put(segment, value);
    }
    return value;
  }

  @SuppressWarnings("unchecked")
  private static Object descend(Object container, String segment, boolean intoList) {
    if (container instanceof List<?> list) {
      return descendIntoItem((List<Object>) list, intoList);
    }
    var map = (Map<String, Object>) container;
    var child = map.get(segment);
    if (child == null || !fits(child, intoList)) {
      child = intoList ? new ArrayList<>() : new LinkedHashMap<>();
      map.put(segment, child);
    }
    return child;
  }

  /// `[]` in the middle of a key does not append: it means the one nested item of the list.
  private static Object descendIntoItem(List<Object> list, boolean intoList) {
    for (var item : list) {
      if (fits(item, intoList)) {
        return item;
      }
    }
    Object item = intoList ? new ArrayList<>() : new LinkedHashMap<>();
    list.add(item);
    return item;
  }

  private static boolean fits(Object child, boolean list) {
    return list ? child instanceof List<?> : child instanceof Map<?, ?>;
  }

  /// The tree as it is now.
  Parameter.Mapping build() {
    return (Parameter.Mapping) freeze(root);
  }

  private static Parameter freeze(Object node) {
    return switch (node) {
      case List<?> list -> new Parameter.Listing(list.stream().map(item -> freeze(item)).toList());
      case Map<?, ?> map -> {
        var entries = new LinkedHashMap<String, Parameter>();
        map.forEach((key, child) -> entries.put((String) key, freeze(child)));
        yield new Parameter.Mapping(entries);
      }
      default -> new Parameter.Text((String) node);
    };
  }
}
