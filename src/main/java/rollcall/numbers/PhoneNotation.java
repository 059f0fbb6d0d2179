package rollcall.numbers;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import rollcall.jsonapi.schema.Notation;

/// How numbers are written: with any punctuation, internationally behind `+` or `00`, nationally
/// behind a trunk prefix, and in SIP and tel URIs. The plain form are the digits, without what
/// marks a number as an international one. Whoever changes what the plain form of a number is must
/// make the directory of numbers anew, which keeps it. Immutable, so thread-safe.
public final class PhoneNotation implements Notation {
  /// The one there is.
  public static final PhoneNotation INSTANCE = new PhoneNotation();

  /// The most digits of a number that count; E.164 allows 15.
  public static final int MOST_DIGITS = 40;

  /// The fewest digits that are looked for, of which [NumberDirectory] makes use.
  public static final int FEWEST_DIGITS = 3;

  private static final Pattern SCHEME =
      Pattern.compile("^.*?(sips?|tel):", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern AFTER_USER = Pattern.compile("[@;>?].*", Pattern.DOTALL);

  /// `+44 (0)117`: the trunk prefix that a call from abroad leaves out.
  private static final Pattern OPTIONAL_TRUNK = Pattern.compile("^([^(0-9]*[0-9][^(]*)\\(0\\)");

  private static final Pattern PLAIN = Pattern.compile("\\+?(?!00)[0-9]{1," + MOST_DIGITS + "}+");
  private static final Pattern OTHER_THAN_DIGITS = Pattern.compile("[^0-9]");
  private static final Pattern FROM_ABROAD = Pattern.compile("^00([1-9])");

  /// A space may be a `+` that was not encoded in the query string.
  private static final Pattern INTERNATIONAL = Pattern.compile("^[ +][^0-9]*[1-9]");

  private PhoneNotation() {}

  /// The same in every process, as conditions are told apart by what they are written as.
  @Override
  public String toString() {
    return "PhoneNotation";
  }

  @Override
  public String plain(String kept) {
    // Most numbers are plain, and each batch of calls asks for the digits of all of its numbers.
    if (PLAIN.matcher(kept).matches()) {
      return kept.startsWith("+") ? kept.substring(1) : kept;
    }
    var digits = digits(kept);
    var counted = digits.substring(0, Math.min(digits.length(), MOST_DIGITS));
    return FROM_ABROAD.matcher(counted).replaceFirst("$1");
  }

  /// The digits of `text`, as it has them, but for an optional trunk prefix.
  private static String digits(String text) {
    var user = user(text);
    var asDialled = OPTIONAL_TRUNK.matcher(user).replaceFirst("$1");
    return OTHER_THAN_DIGITS.matcher(asDialled).replaceAll("");
  }

  /// What stands for the number in a URI, or the text itself.
  private static String user(String text) {
    var withoutScheme = SCHEME.matcher(text).replaceFirst("");
    return AFTER_USER.matcher(withoutScheme).replaceFirst("");
  }

  @Override
  public String plainSql(String column) {
    return """
    regexp_replace(left(regexp_replace(regexp_replace(regexp_replace(regexp_replace(%s, \
    '%s', '', 'i'), '%s', ''), '%s', '\\1'), '%s', '', 'g'), %d), '%s', '\\1')"""
        .formatted(
            column,
            SCHEME,
            AFTER_USER,
            OPTIONAL_TRUNK,
            OTHER_THAN_DIGITS,
            MOST_DIGITS,
            FROM_ABROAD);
  }

  @Override
  public Optional<String> expectation(String written) {
    var count = digits(written).length();
    if (count < FEWEST_DIGITS) {
      return Optional.of("at least " + FEWEST_DIGITS + " digits of a number, such as 0117 496");
    }
    return count > MOST_DIGITS
        ? Optional.of("at most " + MOST_DIGITS + " digits")
        : Optional.empty();
  }

  @Override
  public List<Part> parts(String written, Optional<String> country) {
    var user = user(written);
    var digits = digits(written);
    var fromAbroad = FROM_ABROAD.matcher(digits);
    var international =
        fromAbroad.find()
            ? Optional.of(fromAbroad.replaceFirst("$1"))
            : INTERNATIONAL.matcher(user).find() ? Optional.of(digits) : Optional.<String>empty();
    var parts = new WantedParts(digits);
    var home = country.flatMap(Country::of);
    if (international.isPresent()) {
      parts.international(international.get(), home);
    } else {
      home.ifPresent(at -> parts.fromWithin(at));
    }
    CompleteNumber.of(user, international, home).ifPresent(number -> number.addTo(parts, home));
    return parts.parts();
  }
}
