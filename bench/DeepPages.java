package bench;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import rollcall.app.Storage;
import rollcall.calls.Calls;
import rollcall.jsonapi.plan.Boundary;
import rollcall.jsonapi.plan.Cursors;
import rollcall.jsonapi.plan.PlanBuilder;
import rollcall.jsonapi.plan.ReadPlan;
import rollcall.jsonapi.plan.Scope;
import rollcall.jsonapi.query.Parsed;
import rollcall.jsonapi.query.QueryLimits;
import rollcall.jsonapi.query.QueryParser;
import rollcall.jsonapi.schema.Attribute;
import rollcall.jsonapi.schema.ValueType;

/// Makes the cursors that stand in the middle of lists, by the program's own classes and the
/// database's key, since to walk there would take hours.
final class DeepPages {
  private final QueryParser parser = new QueryParser(Storage.SCHEMA, QueryLimits.DEFAULT);
  private final Cursors cursors;
  private final PlanBuilder plans;
  private final Scope scope;

  /// Those of an organisation in a database that signs with `key`.
  DeepPages(byte[] key, String organisation) {
    this.cursors = new Cursors(key);
    this.plans = new PlanBuilder(Storage.SCHEMA, QueryLimits.DEFAULT, cursors);
    this.scope = new Scope(UUID.fromString(organisation));
  }

  /// `query`, and that the page begins behind `call`.
  String after(String query, Sample call) {
    return switch (plans.list(
        parser.parseList(Optional.of(query), Calls.TYPE), Calls.TYPE, scope)) {
      case Parsed.Invalid<ReadPlan>(var problems) ->
          throw new IllegalStateException(query + ": " + problems);
      case Parsed.Ok<ReadPlan>(var plan) -> {
        var values = plan.order().stream().map(key -> value(call, key.field())).toList();
        yield query + "&page[after]=" + cursors.of(plan).write(new Boundary(values, false, false));
      }
    };
  }

  private static Optional<Object> value(Sample call, Attribute field) {
    var text = call.get(field.name());
    if (text.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        switch (field.type()) {
          case ValueType.Uuid _ -> UUID.fromString(text);
          case ValueType.Timestamp _ -> Instant.parse(text);
          case ValueType.Int64 _ -> Long.parseLong(text);
          case ValueType.Text _, ValueType.Enumeration _, ValueType.JsonObject _ -> text;
        });
  }
}
