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

  /// What a request for a list of `type` says. `queryString` is the raw text after `?`.
  public Reading parseList(Optional<String> queryString, ResourceType type) {
    return parseList(decode(queryString), type);
  }

  /// The same of a query string that was decoded, as [#decode] does.
  public Reading parseList(Parsed<Parameter.Mapping> decoded, ResourceType type) {
    return switch (decoded) {
      case Parsed.Invalid<Parameter.Mapping>(var problems) -> new Reading(Query.OF_ALL, problems);
      case Parsed.Ok<Parameter.Mapping>(var parameters) -> {
        var problems = new ArrayList<Problem>();
        var filter = FilterParser.parse(parameters, type, registry, limits, problems);
        var page = PageParser.parse(parameters);
        problems.addAll(page.problems());
        yield read(
            parameters,
            type,
            type.relationships(),
            filter,
            page.orElse(Optional.empty()),
            problems);
      }
    };
  }

  /// What a request for one `type` by its id says: `sort` is checked and changes nothing, nothing
  /// can be included, a filter and a page are not read, and an `id` beside that of the path is a
  /// conflict.
  public Reading parseOne(Optional<String> queryString, ResourceType type) {
    return switch (decode(queryString)) {
      case Parsed.Invalid<Parameter.Mapping>(var problems) -> new Reading(Query.OF_ALL, problems);
      case Parsed.Ok<Parameter.Mapping>(var parameters) -> {
        var problems = new ArrayList<Problem>();
        if (parameters.entries().containsKey("id")) {
          problems.add(
              Problem.invalidQuery("id", "The id stands in the path; leave the parameter id out."));
        }
        yield read(parameters, type, List.of(), Filter.EVERYTHING, Optional.empty(), problems);
      }
    };
  }

  /// The parameters of a query string, whatever they mean.
  public Parsed<Parameter.Mapping> decode(Optional<String> queryString) {
    return QueryString.decode(queryString.orElse(""), limits.parameterDepth());
  }

  /// Reads what is left beside the filter and the page, whose problems are `known`.
  private Reading read(
      Parameter.Mapping parameters,
      ResourceType type,
      List<Relationship> includable,
      Filter filter,
      Optional<PageRequest> page,
      List<Problem> known) {
    var fieldsets = FieldsetParser.parse(parameters, type, registry);
    var includes = includes(parameters, type, includable, fieldsets);
    var sort = SortParser.parse(parameters, type, limits.sortTerms());
    var problems = new ArrayList<Problem>();
    problems.addAll(fieldsets.problems());
    problems.addAll(includes.problems());
    problems.addAll(known);
    problems.addAll(sort.problems());
    var query =
        new Query(
            filter,
            sort.orElse(List.of()),
            includes.orElse(List.of()),
            fieldsets.orElse(Fieldsets.ALL),
            page);
    return new Reading(query, problems);
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
