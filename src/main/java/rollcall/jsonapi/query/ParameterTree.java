package rollcall.jsonapi.query;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A tree of parameters while it grows. Nothing here recurses before the tree is whole, and its
/// depth was bounded on the way in. One thread.
///
/// A place of the tree is known by all that leads to it, so that `a[]` in the middle of a key
/// always means the same one item. It stands where it was first named, and text that came later
/// under the same key hides it for good; a place with both items and names is what the last of them
/// made it. So decodes the original.
final class ParameterTree {
  private final Place root = new Place(false);

  /// Puts `value` under `segments`; an empty segment after the first stands for an item of a list.
  void put(List<String> segments, String value) {
    var place = root;
    for (var segment : segments.subList(0, segments.size() - 1)) {
      place = place.inner(segment);
    }
    place.put(segments.getLast(), new Leaf(value));
  }

  /// The tree as it is now.
  Parameter.Mapping build() {
    return root.mapping();
  }

  private sealed interface Node {
    Parameter build();
  }

  private record Leaf(String text) implements Node {
    @Override
    public Parameter build() {
      return new Parameter.Text(text);
    }
  }

  private static final class Place implements Node {
    private final Map<String, Place> inner = new HashMap<>();
    private final Map<String, Node> named = new LinkedHashMap<>();
    private final List<Node> items = new ArrayList<>();
    private final boolean hasItems;
    private boolean isList;

    /// A place whose empty keys are items of a list, or, outside of all brackets, names like
    /// others.
    private Place(boolean hasItems) {
      this.hasItems = hasItems;
    }

    private Place inner(String segment) {
      var known = inner.get(segment);
      if (known != null) {
        return known;
      }
      var opened = new Place(true);
      inner.put(segment, opened);
      put(segment, opened);
      return opened;
    }

    private void put(String segment, Node node) {
      isList = hasItems && segment.isEmpty();
      if (isList) {
        items.add(node);
      } else {
        named.put(segment, node);
      }
    }

    @Override
    public Parameter build() {
      return isList ? new Parameter.Listing(items.stream().map(Node::build).toList()) : mapping();
    }

    private Parameter.Mapping mapping() {
      var entries = new LinkedHashMap<String, Parameter>();
      named.forEach((key, node) -> entries.put(key, node.build()));
      return new Parameter.Mapping(entries);
    }
  }
}
