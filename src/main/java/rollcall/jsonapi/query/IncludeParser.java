package rollcall.jsonapi.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rollcall.jsonapi.schema.Relationship;
import rollcall.jsonapi.schema.ResourceType;

/// Reads `include`: relationships of the primary type, separated by commas. What the published
/// pattern allows, nothing but commas, includes nothing.
final class IncludeParser {
  private static final String PARAMETER = "include";

  private IncludeParser() {}

  /// The relationships to include, each once, of those in `allowed`.
  static Parsed<List<Relationship>> parse(
      Parameter.Mapping query, ResourceType type, List<Relationship> allowed) {
    return switch (query.entries().get(PARAMETER)) {
      case null -> new Parsed.Ok<>(List.of());
      case Parameter.Text(var text) -> parseList(text, type, allowed);
      case Parameter.Listing _, Parameter.Mapping _ ->
          Parsed.invalid(
              Problem.invalidIncludes(
                  "include must be one text, not a list or a map. " + rule(type, allowed)));
    };
  }

  private static Parsed<List<Relationship>> parseList(
      String text, ResourceType type, List<Relationship> allowed) {
    if (text.chars().allMatch(character -> character == ',')) {
      return new Parsed.Ok<>(List.of());
    }
    var relationships = new ArrayList<Relationship>();
    var problems = new ArrayList<Problem>();
    for (var path : text.split(",", -1)) {
      var found = named(path, allowed);
      if (found.isEmpty()) {
        problems.add(Problem.invalidIncludes(detail(path, type, allowed)));
        if (problems.size() == Problem.MOST_OF_A_KIND) {
          break;
        }
      } else if (!relationships.contains(found.get())) {
        relationships.add(found.get());
      }
    }
    return Parsed.of(relationships, problems);
  }

  private static Optional<Relationship> named(String path, List<Relationship> allowed) {
    return allowed.stream().filter(relationship -> relationship.name().equals(path)).findFirst();
  }

  private static String detail(String path, ResourceType type, List<Relationship> allowed) {
    var names = allowed.stream().map(Relationship::name).toList();
    return Shown.quoted(path)
        + " cannot be included."
        + NearestName.hint(path.strip(), names)
        + " "
        + rule(type, allowed);
  }

  private static String rule(ResourceType type, List<Relationship> allowed) {
    if (allowed.isEmpty()) {
      return "Nothing can be included here.";
    }
    var names = allowed.stream().map(Relationship::name).toList();
    return "A " + type.name() + " can include " + String.join(", ", names) + ".";
  }
}
