package rollcall.jsonapi.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import rollcall.app.Storage;
import rollcall.jsonapi.plan.Condition;
import rollcall.jsonapi.schema.Attribute;
import rollcall.jsonapi.schema.Relationship;
import rollcall.jsonapi.schema.ResourceType;
import rollcall.jsonapi.schema.ValueType;
import rollcall.numbers.PhoneNotation;

/// Conditions of every kind, at random.
final class RandomConditions {
  private static final List<String> PATTERNS =
      List.of(
          "%",
          "_",
          "a%",
          "%b",
          "%B%",
          "a\\_b",
          "_\\%",
          "É",
          "é%",
          "%日%",
          "",
          "__",
          "i̇%",
          "\\\\",
          "a_%",
          "\\\\%",
          "ab",
          "\uD7FF%",
          "a\uDBFF\uDFFF%");

  private static final List<String> WRITTEN =
      List.of("0117 496", "+44117", " 44117", "(0)117", "441 17", "960 1", "0123", "101", "4411");
  private static final List<Optional<String>> COUNTRIES =
      List.of(Optional.empty(), Optional.of("GB"), Optional.of("US"));

  private final Random random;
  private final RandomRows rows;

  RandomConditions(Random random, RandomRows rows) {
    this.random = random;
    this.rows = rows;
  }

  /// A condition of rows of `type` that nests at most `depth` deep.
  Condition of(ResourceType type, int depth) {
    var kind = random.nextInt(depth == 0 ? 7 : 13);
    return switch (kind) {
      case 0 -> random.nextInt(3) == 0 ? written(type) : compare(field(type));
      case 1 -> compare(field(type));
      case 2 -> in(field(type));
      case 3 -> new Condition.IsNull(field(type));
      case 4 -> distinct(field(type));
      case 5 -> match(textField(type));
      case 6 -> random.nextInt(8) == 0 ? new Condition.Unknown() : compare(field(type));
      case 7, 8 -> new Condition.All(several(() -> of(type, depth - 1)));
      case 9, 10 -> new Condition.Any(several(() -> of(type, depth - 1)));
      case 11 -> new Condition.Not(of(type, depth - 1));
      default -> related(type, depth - 1);
    };
  }

  /// A number looked for in a field of it, or a comparison where the type has none.
  private Condition written(ResourceType type) {
    var fields =
        type.comparableFields().stream().filter(field -> field.type().isWritten()).toList();
    if (fields.isEmpty()) {
      return compare(field(type));
    }
    var written = RandomRows.pick(WRITTEN, random);
    var country = RandomRows.pick(COUNTRIES, random);
    var notation = PhoneNotation.INSTANCE;
    return new Condition.Written(
        RandomRows.pick(fields, random), notation, written, notation.parts(written, country));
  }

  private Condition related(ResourceType type, int depth) {
    if (type.relationships().isEmpty()) {
      return compare(field(type));
    }
    var relationship = RandomRows.pick(type.relationships(), random);
    var target = Storage.SCHEMA.target(relationship);
    return switch (relationship) {
      case Relationship.BelongsTo belongs ->
          new Condition.Related(belongs, target, of(target, depth));
      case Relationship.HasOne one -> new Condition.Exists(one, target, of(target, depth));
    };
  }

  private List<Condition> several(Supplier<Condition> one) {
    var conditions = new ArrayList<Condition>();
    for (var count = random.nextInt(4); count > 0; count--) {
      conditions.add(one.get());
    }
    return conditions;
  }

  private Attribute field(ResourceType type) {
    return RandomRows.pick(type.comparableFields(), random);
  }

  private Attribute textField(ResourceType type) {
    var fields = type.comparableFields().stream().filter(field -> field.type().textual()).toList();
    return RandomRows.pick(fields, random);
  }

  private Condition compare(Attribute field) {
    var comparison = RandomRows.pick(List.of(Condition.Comparison.values()), random);
    return new Condition.Compare(field, comparison, constant(field));
  }

  private Condition distinct(Attribute field) {
    return new Condition.Distinct(field, constant(field));
  }

  private Condition in(Attribute field) {
    var constants = new ArrayList<>();
    for (var count = random.nextInt(4); count > 0; count--) {
      constants.add(constant(field));
    }
    return new Condition.In(field, constants, random.nextInt(4) == 0);
  }

  private Condition match(Attribute field) {
    var kind = RandomRows.pick(List.of(Condition.MatchKind.values()), random);
    var pattern =
        switch (kind) {
          case LIKE, ILIKE -> RandomRows.pick(PATTERNS, random);
          case CONTAINS, STARTS_WITH, ENDS_WITH -> RandomRows.pick(RandomRows.TEXTS, random);
        };
    return new Condition.Match(field, kind, pattern);
  }

  private Object constant(Attribute field) {
    return field.type() instanceof ValueType.Text && random.nextInt(3) == 0
        ? "nowhere"
        : rows.constant(field.type(), random);
  }
}
