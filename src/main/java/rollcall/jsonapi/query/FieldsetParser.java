package rollcall.jsonapi.query;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rollcall.jsonapi.schema.Attribute;
import rollcall.jsonapi.schema.ResourceType;
import rollcall.jsonapi.schema.SchemaRegistry;

/// Reads `fields`: `fields[Type]=a,b`, or `fields=a,b` for the primary type. A list (`fields[]`) is
/// no fieldset and means nothing, as in the original.
///
/// `field_inputs` would give arguments to computed fields; since no type has any, every use of it
/// names a field that is not there.
final class FieldsetParser {
  private static final String PARAMETER = "fields";
  private static final String INPUTS = "field_inputs";

  private final SchemaRegistry registry;
  private final Map<String, List<Attribute>> byType = new LinkedHashMap<>();
  private final List<Problem> problems = new ArrayList<>();

  private FieldsetParser(SchemaRegistry registry) {
    this.registry = registry;
  }

  /// The fieldsets of a request whose primary type is `type`.
  static Parsed<Fieldsets> parse(
      Parameter.Mapping query, ResourceType type, SchemaRegistry registry) {
    var parser = new FieldsetParser(registry);
    switch (query.entries().get(PARAMETER)) {
      case null -> {}
      case Parameter.Text(var text) -> parser.limit(type, PARAMETER, text);
      case Parameter.Mapping(var entries) -> entries.forEach(parser::limitNamed);
      case Parameter.Listing _ -> {}
    }
    if (query.entries().get(INPUTS) instanceof Parameter.Mapping(var entries)) {
      entries.forEach(parser::refuseInputs);
    }
    return Parsed.of(new Fieldsets(parser.byType), parser.problems);
  }

  private void limitNamed(String name, Parameter value) {
    var parameter = parameter(name);
    var type = knownType(name);
    if (type.isEmpty()) {
      return;
    }
    switch (value) {
      case Parameter.Text(var text) -> limit(type.get(), parameter, text);
      case Parameter.Listing _, Parameter.Mapping _ ->
          problems.add(
              Problem.invalidField(
                  parameter, parameter + " must be one text: " + parameter + "=id,a,b."));
    }
  }

  private void limit(ResourceType type, String parameter, String text) {
    var fields = new ArrayList<Attribute>();
    var faults = 0;
    for (var name : text.split(",", -1)) {
      var field = type.field(name);
      field.ifPresent(fields::add);
      if (field.isEmpty() && faults++ < Problem.MOST_OF_A_KIND) {
        problems.add(Problem.invalidField(parameter, detail(name, type)));
      }
    }
    byType.put(type.name(), fields);
  }

  private static String detail(String name, ResourceType type) {
    var names = type.fields().stream().map(Attribute::name).toList();
    return type.name()
        + " has no field "
        + Shown.quoted(name)
        + "."
        + NearestName.offer(name, "Its fields are", names);
  }

  private void refuseInputs(String name, Parameter value) {
    var type = knownType(name);
    type.ifPresent(
        known ->
            problems.add(
                Problem.invalidField(
                    parameter(name), known.name() + " has no field that takes inputs.")));
  }

  private Optional<ResourceType> knownType(String name) {
    var type = registry.type(name);
    if (type.isEmpty()) {
      var names = registry.types().stream().map(ResourceType::name).toList();
      problems.add(
          Problem.invalidType(
              parameter(name),
              "No such type: "
                  + Shown.quoted(name)
                  + "."
                  + NearestName.offer(name, "The types are", names)));
    }
    return type;
  }

  private static String parameter(String type) {
    return PARAMETER + "[" + Shown.of(type) + "]";
  }
}
