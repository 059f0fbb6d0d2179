package rollcall.jsonapi.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import rollcall.export.ExportFormat;
import rollcall.jsonapi.query.CursorPagination;
import rollcall.jsonapi.query.PageRequest;
import rollcall.jsonapi.query.SortKey;
import rollcall.jsonapi.schema.Attribute;
import rollcall.jsonapi.schema.Relationship;
import rollcall.jsonapi.schema.ResourceType;
import rollcall.jsonapi.schema.SchemaRegistry;

/// The parameters of the operations.
final class QueryParameters {
  /// The pattern of the published reference, which clients check their requests with: it knows no
  /// name yet, so what may be named besides stands in the description.
  private static final String INCLUDE_PATTERN = "^()(,())*$";

  private QueryParameters() {}

  /// The parameters of a list.
  static List<Json> ofList(SchemaRegistry registry, ResourceType type) {
    return List.of(
        filter(type),
        sort(type),
        include(type),
        fields(registry, type),
        page(),
        format(),
        timeZone());
  }

  /// The parameters of one resource.
  static List<Json> ofOne(SchemaRegistry registry, ResourceType type) {
    return List.of(id(), include(type), fields(registry, type));
  }

  /// The identifier in a path.
  static Json id() {
    return Json.object()
        .with("name", "id")
        .with("in", "path")
        .with("required", true)
        .with("description", "The id of the resource.")
        .with("schema", ValueSchemas.of(ResourceType.ID.type()));
  }

  private static Json filter(ResourceType type) {
    return parameter(
            "filter",
            "Filters the results to those that match. Conditions are nested keys:"
                + " `filter[field][operator]=value`, or `filter[field]=value` for equality; those"
                + " of one object are all to be true. The whole object may also be one value, an"
                + " encoded query string: `filter=field%3Dvalue`.")
        .with("style", "deepObject")
        .with("explode", true)
        .with("schema", Json.reference("schemas", FilterSchemas.name(type)))
        .with("example", Json.object());
  }

  private static Json sort(ResourceType type) {
    return parameter(
            "sort",
            "The fields to sort by, comma separated. `field` is ascending with nulls last, `-field`"
                + " descending with nulls first, `++field` ascending with nulls first, `--field`"
                + " descending with nulls last."
                + namedOnly(
                    type, " The pattern is that of the published reference; these sort too: "))
        .with("style", "form")
        .with("explode", false)
        .with("schema", text().with("pattern", sortPattern(type)));
  }

  private static String sortPattern(ResourceType type) {
    var keys =
        type.comparableFields().stream()
            .filter(field -> field.shown() == Attribute.Shown.ALWAYS)
            .flatMap(
                field ->
                    SortKey.PREFIXES.stream()
                        .map(prefix -> prefix.replace("+", "\\+") + field.name()))
            .collect(Collectors.joining("|", "(", ")"));
    return "^" + keys + "(," + keys + ")*$";
  }

  /// A sentence that names the fields of `type` that are shown only when they are named, if any.
  private static String namedOnly(ResourceType type, String sentence) {
    var names =
        type.attributes().stream()
            .filter(attribute -> attribute.shown() == Attribute.Shown.WHEN_NAMED)
            .map(attribute -> "`" + attribute.name() + "`")
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? "" : sentence + names + ".";
  }

  private static Json include(ResourceType type) {
    var names =
        type.relationships().stream()
            .map(Relationship::name)
            .collect(Collectors.joining("`, `", "`", "`"));
    var also =
        type.relationships().isEmpty()
            ? " This type has none."
            : " Besides what the pattern describes, which includes nothing, these names are"
                + " accepted, comma separated: "
                + names
                + ".";
    return parameter("include", "Related resources to include in the response." + also)
        .with("style", "form")
        .with("explode", false)
        .with("schema", text().with("pattern", INCLUDE_PATTERN));
  }

  /// What to show of the resources of an answer.
  static Json fields(SchemaRegistry registry, ResourceType type) {
    var types =
        registry.types().stream()
            .map(ResourceType::name)
            .collect(Collectors.joining("`, `", "`", "`"));
    var names =
        Stream.concat(Stream.of(ResourceType.ID), type.shownAttributes().stream())
            .map(Attribute::name)
            .collect(Collectors.joining(","));
    var schema =
        Json.object()
            .with("type", "object")
            .with(
                "properties",
                Json.object()
                    .with(
                        type.name(),
                        text()
                            .with("description", "Comma separated field names for " + type.name())
                            .with("example", names)))
            .with("additionalProperties", text())
            .with("example", Json.object().with(type.name(), names));
    return parameter(
            "fields",
            "Limits the attributes in the response to those listed for each type, of "
                + types
                + ": `fields["
                + type.name()
                + "]=id`. `fields=id` means the type of the path."
                + namedOnly(type, " Shown only when they are named: "))
        .with("style", "deepObject")
        .with("explode", true)
        .with("schema", schema);
  }

  private static Json page() {
    var properties =
        Json.object()
            .with(
                "limit",
                rows("The most rows of the page.").with("default", PageRequest.DEFAULT_LIMIT))
            .with("size", rows("Another word for `limit`; give one of them."))
            .with(
                "offset",
                Json.object()
                    .with("type", "integer")
                    .with("minimum", 0)
                    .with("description", "How many rows to leave out; the more, the slower."))
            .with("after", text().with("description", "A cursor from a link `next`, or of a row."))
            .with("before", text().with("description", "A cursor from a link `prev`, or of a row."))
            .with(
                "count",
                Json.object()
                    .with("type", "boolean")
                    .with("description", "Whether to count all rows of the list."));
    return parameter(
            "page",
            "Asks for a page instead of the whole list; its links lead to the others. `offset`,"
                + " `after` and `before` exclude each other, and a cursor belongs to the filter and"
                + " sort that it came with. Where `Accept` asks for the profile "
                + CursorPagination.URI
                + ", each row of a page without `offset` has its own cursor as"
                + " `meta.page.cursor`.")
        .with("style", "deepObject")
        .with("explode", true)
        .with(
            "schema",
            Json.object()
                .with("type", "object")
                .with("properties", properties)
                .with("additionalProperties", false)
                .with("example", Json.object().with("limit", PageRequest.DEFAULT_LIMIT)));
  }

  /// How many rows a page may have.
  private static Json rows(String description) {
    return Json.object()
        .with("type", "integer")
        .with("minimum", 1)
        .with("maximum", PageRequest.MOST_ROWS)
        .with("description", description);
  }

  private static Json format() {
    var words = new ArrayList<String>(List.of("json"));
    words.addAll(ExportFormat.words());
    return parameter(
            "format",
            "In what form the list is answered, whatever `Accept` says: as a JSON:API document, or"
                + " as a file of rows, which includes nothing. Of a page, the header `Link` leads to"
                + " the next.")
        .with("schema", text().with("enum", words).with("default", "json"));
  }

  private static Json timeZone() {
    return parameter(
            "time_zone",
            "Writes the times in csv and ndjson by the clocks of a zone of the IANA database, with"
                + " their offsets, instead of in UTC. A JSON:API document does not look at it.")
        .with("schema", text().with("example", "Europe/London"));
  }

  private static Json parameter(String name, String description) {
    return Json.object()
        .with("name", name)
        .with("in", "query")
        .with("required", false)
        .with("description", description);
  }

  private static Json text() {
    return Json.object().with("type", "string");
  }
}
