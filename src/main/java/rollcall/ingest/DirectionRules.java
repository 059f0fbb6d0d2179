package rollcall.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import rollcall.calls.Calls;

/// Which calls of a source come in and which go out. Rules are looked at in their order; the first
/// that fits counts. Where none does, a user who calls goes out, also to another user, and so does
/// the switch itself; a stranger comes in. Immutable, so thread-safe.
///
/// A rule is `CONDITION[,CONDITION…]:DIRECTION`; a condition is `context=`, `profile=`, `endpoint=`
/// with a name, which may end in `*`; `address=` with an IP address or a network `10.0.0.0/8`; or
/// `authenticated=`, `originated=` with `yes` or `no`.
public final class DirectionRules {
  /// No rules of its own.
  public static final DirectionRules NONE = new DirectionRules(List.of(), List.of());

  /// The most rules of a source.
  static final int MOST = 100;

  private record Rule(List<Predicate<Arrival>> conditions, String direction) {
    boolean fits(Arrival arrival) {
      return conditions.stream().allMatch(condition -> condition.test(arrival));
    }
  }

  private final List<String> texts;
  private final List<Rule> rules;

  private DirectionRules(List<String> texts, List<Rule> rules) {
    this.texts = List.copyOf(texts);
    this.rules = List.copyOf(rules);
  }

  /// The rules that `texts` say. Fails with an [IllegalArgumentException] whose message, a
  /// sentence, says which of them is none and why.
  public static DirectionRules parse(List<String> texts) {
    if (texts.size() > MOST) {
      throw new IllegalArgumentException("A source has " + MOST + " rules of direction at most.");
    }
    return new DirectionRules(texts, texts.stream().map(DirectionRules::rule).toList());
  }

  private static Rule rule(String text) {
    if (!SourceText.isOneLine(text)) {
      throw new IllegalArgumentException(
          "A rule of direction has a line break or another control character.");
    }
    var colon = text.lastIndexOf(':');
    var direction = text.substring(colon + 1);
    if (colon < 1 || !Calls.DIRECTIONS.contains(direction)) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no rule of direction, such as context=public:inbound.");
    }
    var conditions = new ArrayList<Predicate<Arrival>>();
    for (var condition : text.substring(0, colon).split(",", -1)) {
      conditions.add(condition(text, condition.strip()));
    }
    return new Rule(conditions, direction);
  }

  private static Predicate<Arrival> condition(String rule, String text) {
    var equals = text.indexOf('=');
    var name = equals < 0 ? "" : text.substring(0, equals);
    var value = text.substring(equals + 1);
    return switch (name) {
      case "authenticated" -> is(rule, value, Arrival::authenticated);
      case "originated" -> is(rule, value, Arrival::originated);
      case "address" -> address(rule, value);
      case "context", "profile", "endpoint" -> named(rule, name, value);
      default ->
          throw new IllegalArgumentException(
              "In the rule \""
                  + rule
                  + "\" a condition must be one of context=, profile=, endpoint=, address=,"
                  + " authenticated= and originated=.");
    };
  }

  private static Predicate<Arrival> is(String rule, String value, Predicate<Arrival> fact) {
    return switch (value) {
      case "yes" -> fact;
      case "no" -> fact.negate();
      default ->
          throw new IllegalArgumentException(
              "In the rule \"" + rule + "\" it must be yes or no, not \"" + value + "\".");
    };
  }

  private static Predicate<Arrival> address(String rule, String value) {
    var network =
        Network.parse(value)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "In the rule \""
                            + rule
                            + "\" the address must be like 192.0.2.7 or"
                            + " 192.0.2.0/24."));
    return arrival -> {
      var address = arrival.traits().get(Arrival.Trait.ADDRESS);
      return address != null && network.contains(address);
    };
  }

  private static Predicate<Arrival> named(String rule, String name, String value) {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("In the rule \"" + rule + "\" " + name + " has no value.");
    }
    var trait = Arrival.Trait.valueOf(name.toUpperCase(Locale.ROOT));
    var isPrefix = value.endsWith("*");
    var wanted = isPrefix ? value.substring(0, value.length() - 1) : value;
    return arrival -> {
      var given = arrival.traits().get(trait);
      return given != null && (isPrefix ? given.startsWith(wanted) : given.equals(wanted));
    };
  }

  /// The word of `direction` of a call that came like that.
  public String direction(Arrival arrival) {
    for (var rule : rules) {
      if (rule.fits(arrival)) {
        return rule.direction();
      }
    }
    return arrival.authenticated() || arrival.originated() ? "outbound" : "inbound";
  }

  /// The rules as they were written.
  public List<String> texts() {
    return texts;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof DirectionRules rules && rules.texts.equals(texts);
  }

  @Override
  public int hashCode() {
    return texts.hashCode();
  }
}
