package rollcall.jsonapi.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rollcall.jsonapi.schema.Attribute;
import rollcall.jsonapi.schema.ResourceType;

/// Reads `sort`: fields behind one of [SortKey#PREFIXES], separated by commas. It is split by hand,
/// since the published pattern makes a backtracking engine overflow at some thousand characters.
final class SortParser {
  private static final String PARAMETER = "sort";

  private SortParser() {}

  /// The keys of `sort`, none where it is absent. A field that comes again keeps its first place.
  static Parsed<List<SortKey>> parse(Parameter.Mapping query, ResourceType type, int maximum) {
    return switch (query.entries().get(PARAMETER)) {
      case null -> new Parsed.Ok<>(List.of());
      case Parameter.Text(var text) -> parseList(text, type, maximum);
      case Parameter.Listing _, Parameter.Mapping _ ->
          new Parsed.Invalid<>(
              List.of(
                  Problem.invalidQuery(PARAMETER, "sort must be one text: sort=-started_at,id."),
                  Problem.invalidSort("sort must be one text, not a list or a map.")));
    };
  }

  private static Parsed<List<SortKey>> parseList(String text, ResourceType type, int maximum) {
    var parts = text.split(",", -1);
    if (parts.length > maximum) {
      return Parsed.invalid(
          Problem.invalidSort(
              "sort may name at most " + maximum + " fields, not " + parts.length + "."));
    }
    var keys = new ArrayList<SortKey>();
    var problems = new ArrayList<Problem>();
    for (var part : parts) {
      var key = key(part, type);
      if (key.isEmpty()) {
        problems.add(Problem.invalidSort(detail(part, type)));
      } else if (keys.stream().noneMatch(known -> known.field().equals(key.get().field()))) {
        keys.add(key.get());
      }
    }
    return Parsed.of(keys, problems);
  }

  private static Optional<SortKey> key(String part, ResourceType type) {
    var prefix = prefix(part);
    return sortable(type, part.substring(prefix.length()))
        .map(field -> SortKey.of(prefix.equals("  ") ? "++" : prefix, field));
  }

  /// A raw `++` decodes to two spaces, which therefore mean the same.
  private static String prefix(String part) {
    for (var prefix : List.of("++", "--", "  ", "-")) {
      if (part.startsWith(prefix)) {
        return prefix;
      }
    }
    return "";
  }

  private static Optional<Attribute> sortable(ResourceType type, String name) {
    return type.field(name).filter(field -> field.type().comparable());
  }

  private static String detail(String part, ResourceType type) {
    var names = type.comparableFields().stream().map(Attribute::name).toList();
    var bare = part.strip().replaceFirst("^[-+ ]{1,2}", "");
    return "No such sort key: "
        + Shown.quoted(part)
        + "."
        + NearestName.hint(bare, names)
        + " A key is one of "
        + String.join(", ", names)
        + ", as it is or after -, ++ or --.";
  }
}
