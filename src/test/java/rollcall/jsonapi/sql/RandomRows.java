package rollcall.jsonapi.sql;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import rollcall.app.Storage;
import rollcall.calls.Calls;
import rollcall.conversations.Conversations;
import rollcall.database.Cancellation;
import rollcall.database.Rows;
import rollcall.database.Tenant;
import rollcall.database.TestDatabase;
import rollcall.jsonapi.plan.Condition;
import rollcall.jsonapi.plan.PlanBuilder;
import rollcall.jsonapi.plan.Projection;
import rollcall.jsonapi.plan.ReadPlan;
import rollcall.jsonapi.plan.Scope;
import rollcall.jsonapi.plan.Tuple;
import rollcall.jsonapi.schema.Attribute;
import rollcall.jsonapi.schema.Draft;
import rollcall.jsonapi.schema.Relationship;
import rollcall.jsonapi.schema.ResourceType;
import rollcall.jsonapi.schema.ValueType;
import rollcall.organisations.Organisations;

/// Rows of few different values, so that random conditions meet them, in the database and in
/// memory.
final class RandomRows {
  static final List<String> TEXTS =
      List.of(
          "",
          "a",
          "A",
          "ab",
          "b%",
          "a_b",
          "é",
          "É",
          "İx",
          "日本",
          "📞",
          "\\",
          "'; --",
          " a",
          "\uD7FF",
          "\uE000",
          "\uDBFF\uDFFF",
          "a\uDBFF\uDFFFb");
  static final List<String> PHONES =
      List.of(
          "+441174960123",
          "0117 496 0123",
          "0044117496",
          "sip:+44117496@10.0.4.41",
          "101",
          "anonymous",
          "+44 (0)117 496 0123",
          "TEL:0117;ext=441",
          "117496",
          "hotel:(0)117",
          "0000441179",
          "12\n441175",
          "4".repeat(45) + "117",
          "<sips:0117@441>");
  static final List<Long> NUMBERS = List.of(Long.MIN_VALUE, -5L, 0L, 60L, 61L, Long.MAX_VALUE);
  static final List<Instant> MOMENTS =
      List.of(
          Instant.parse("-0001-01-01T00:00:00Z"),
          Instant.parse("1969-12-31T23:59:59.999999Z"),
          Instant.parse("2025-01-05T00:00:00.000001Z"),
          Instant.parse("2025-01-05T00:00:00.000002Z"),
          Instant.parse("9999-12-31T23:59:59.999999Z"));
  private static final Instant WRITTEN = Instant.parse("2025-02-01T00:00:00Z");

  private final TestDatabase database;
  private final UUID organisation;
  private final Map<UUID, Map<String, Object>> calls = new LinkedHashMap<>();
  private final Map<UUID, Map<String, Object>> conversations = new LinkedHashMap<>();

  private RandomRows(TestDatabase database, UUID organisation) {
    this.database = database;
    this.organisation = organisation;
  }

  /// The rows of a new organisation in `database`.
  static RandomRows in(TestDatabase database) {
    var tenant = database.createOrganisation();
    var organisation = tenant.organisationId();
    var random = new Random(organisation.getLeastSignificantBits());
    var rows = new RandomRows(database, organisation);
    for (var i = 0; i < 12; i++) {
      rows.add(Conversations.TYPE, rows.conversations, random, i);
    }
    for (var i = 0; i < 60; i++) {
      rows.add(Calls.TYPE, rows.calls, random, i);
    }
    database
        .database()
        .write(
            tenant,
            session -> {
              new InsertWriter(Conversations.TYPE)
                  .insert(
                      session,
                      organisation,
                      WRITTEN,
                      drafts(Conversations.TYPE, rows.conversations));
              return new InsertWriter(Calls.TYPE)
                  .insert(session, organisation, WRITTEN, drafts(Calls.TYPE, rows.calls));
            });
    return rows;
  }

  private void add(
      ResourceType type, Map<UUID, Map<String, Object>> rows, Random random, int number) {
    var values = new LinkedHashMap<String, Object>();
    var id = new UUID(random.nextLong(), random.nextLong());
    values.put("id", id);
    values.put("organisation_id", organisation);
    for (var attribute : type.attributes()) {
      values.put(attribute.name(), value(attribute, random));
    }
    values.computeIfPresent("call_uuid", (_, text) -> text + "/" + number);
    rows.put(id, values);
  }

  private Object value(Attribute attribute, Random random) {
    if (attribute.nullable() && random.nextInt(4) == 0) {
      return null;
    }
    return switch (attribute.name()) {
      case "conversation_id" -> pick(List.copyOf(conversations.keySet()), random);
      case "inserted_at", "updated_at" -> WRITTEN;
      case "from_number", "to_number" -> pick(random.nextBoolean() ? PHONES : TEXTS, random);
      default -> constant(attribute.type(), random);
    };
  }

  /// A value of `type` that rows have as well.
  Object constant(ValueType type, Random random) {
    return switch (type) {
      case ValueType.Text _ -> pick(TEXTS, random);
      case ValueType.Enumeration(var words) -> pick(words, random);
      case ValueType.Uuid _ ->
          random.nextBoolean() && !calls.isEmpty()
              ? pick(List.copyOf(calls.keySet()), random)
              : conversations.isEmpty()
                  ? organisation
                  : pick(List.copyOf(conversations.keySet()), random);
      case ValueType.Timestamp _ -> pick(MOMENTS, random);
      case ValueType.Int64 _ -> pick(NUMBERS, random);
      case ValueType.JsonObject _ -> "{}";
    };
  }

  static <T> T pick(List<T> from, Random random) {
    return from.get(random.nextInt(from.size()));
  }

  private static List<Draft> drafts(ResourceType type, Map<UUID, Map<String, Object>> rows) {
    var drafts = new ArrayList<Draft>();
    rows.forEach(
        (id, values) -> {
          var columns = new ArrayList<>();
          type.attributes().forEach(attribute -> columns.add(values.get(attribute.name())));
          drafts.add(Draft.of(type, Optional.of(id), columns));
        });
    return drafts;
  }

  /// A plan that finds the rows that meet `condition`, and shows none of their attributes.
  ReadPlan plan(ResourceType type, Condition condition) {
    return new ReadPlan(
        scope(),
        new Projection(type, List.of()),
        condition,
        PlanBuilder.byDefault(type),
        List.of());
  }

  /// All that plans of these rows may find.
  Scope scope() {
    return new Scope(organisation);
  }

  /// The ids of what PostgreSQL finds by `plan`, in its order.
  List<UUID> ids(ReadPlan plan) {
    return read(
        plan,
        result -> {
          var ids = new ArrayList<UUID>();
          while (result.next()) {
            ids.add(result.uuid(Projection.ID_COLUMN));
          }
          return ids;
        });
  }

  /// What `work` makes of what PostgreSQL finds by `plan`.
  <T> T read(ReadPlan plan, Function<Rows, T> work) {
    var statement = new ReadSql(Storage.SCHEMA).rows(plan);
    return database
        .database()
        .read(
            new Tenant(organisation),
            new Cancellation(),
            session -> work.apply(session.query(statement)));
  }

  /// The rows of `type` in memory.
  Map<UUID, Tuple> of(ResourceType type) {
    var tuples = new LinkedHashMap<UUID, Tuple>();
    stored(type).forEach((id, values) -> tuples.put(id, new Row(values)));
    return tuples;
  }

  private Map<UUID, Map<String, Object>> stored(ResourceType type) {
    return switch (type.name()) {
      case "Call" -> calls;
      case "Conversation" -> conversations;
      case "Organisation" ->
          Map.of(organisation, Map.of("id", organisation, "name", "Acme", "plan", "standard"));
      default -> throw new IllegalArgumentException(type.name());
    };
  }

  private final class Row implements Tuple {
    private final Map<String, Object> values;

    Row(Map<String, Object> values) {
      this.values = values;
    }

    @Override
    public Object value(String column) {
      return values.get(column);
    }

    @Override
    public Optional<Tuple> related(Relationship.BelongsTo relationship) {
      var target =
          relationship.target().equals("Organisation") ? Organisations.TYPE : Conversations.TYPE;
      return Optional.ofNullable(values.get(relationship.column())).map(id -> of(target).get(id));
    }

    @Override
    public List<Tuple> related(Relationship.HasOne relationship) {
      return of(Calls.TYPE).values().stream()
          .filter(call -> values.get("id").equals(call.value(relationship.foreignColumn())))
          .toList();
    }
  }
}
