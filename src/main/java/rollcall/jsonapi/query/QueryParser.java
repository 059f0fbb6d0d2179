package rollcall.jsonapi.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rollcall.jsonapi.schema.Relationship;
import rollcall.jsonapi.schema.ResourceType;
import rollcall.jsonapi.schema.SchemaRegistry;

/// Reads the query string of a request against the schema, and collects everything wrong with it.
/// Immutable, so thread-safe.
public final class QueryParser {
  private final SchemaRegistry registry;
  private final QueryLimits limits;

  /// A parser of queries within `limits`.
  public QueryParser(SchemaRegistry registry, QueryLimits limits) {
    this.registry = registry;
    this.limits = limits;
  }

  /// The query of a request for a list of `type`. `queryString` is the raw text after `?`.
  public Parsed<Query> parseList(Optional<String> queryString, ResourceType type) {
    return decode(queryString)
        .flatMap(
            parameters ->
                parse(
                    parameters,
                    type,
                    type.relationships(),
                    FilterParser.parse(parameters, type, registry, limits)));
  }

  /// The query of a request for one `type` by its id: `sort` is checked and changes nothing,
  /// nothing can be included, a filter is not read, and an `id` beside that of the path is a
  /// conflict.
  public Parsed<Query> parseOne(Optional<String> queryString, ResourceType type) {
    return decode(queryString)
        .flatMap(parameters -> parse(parameters, type, List.of(), pathDecides(parameters)));
  }

  private static Parsed<Filter> pathDecides(Parameter.Mapping parameters) {
    return parameters.entries().containsKey("id")
        ? Parsed.invalid(
            Problem.invalidQuery("id", "The id stands in the path; leave the parameter id out."))
        : new Parsed.Ok<>(Filter.EVERYTHING);
  }

  private Parsed<Parameter.Mapping> decode(Optional<String> queryString) {
    return QueryString.decode(queryString.orElse(""), limits.parameterDepth());
  }

  private Parsed<Query> parse(
      Parameter.Mapping parameters,
      ResourceType type,
      List<Relationship> includable,
      Parsed<Filter> filter) {
    var fieldsets = FieldsetParser.parse(parameters, type, registry);
    var includes = includes(parameters, type, includable, fieldsets);
    var sort = SortParser.parse(parameters, type, limits.sortTerms());
    var problems = new ArrayList<Problem>();
    List.of(fieldsets, includes, filter, sort)
        .forEach(parsed -> problems.addAll(parsed.problems()));
    return fieldsets instanceof Parsed.Ok<Fieldsets>(var shown)
            && includes instanceof Parsed.Ok<List<Relationship>>(var included)
            && filter instanceof Parsed.Ok<Filter>(var wanted)
            && sort instanceof Parsed.Ok<List<SortKey>>(var keys)
        ? new Parsed.Ok<>(new Query(wanted, keys, included, shown))
        : new Parsed.Invalid<>(problems);
  }

  /// Which rows to include is only known of a type whose fields are; so the original refuses an
  /// include beside a wrong fieldset, too.
  private static Parsed<List<Relationship>> includes(
      Parameter.Mapping parameters,
      ResourceType type,
      List<Relationship> includable,
      Parsed<Fieldsets> fieldsets) {
    return IncludeParser.parse(parameters, type, includable)
        .flatMap(
            included ->
                included.isEmpty() || fieldsets.problems().isEmpty()
                    ? new Parsed.Ok<>(included)
                    : Parsed.invalid(
                        Problem.invalidIncludes(
                            "Nothing can be included beside fields that are not there.")));
  }
}
