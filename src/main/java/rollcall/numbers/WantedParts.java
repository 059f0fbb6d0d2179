package rollcall.numbers;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import rollcall.jsonapi.schema.Notation.Part;

/// What of the digits of numbers is looked for, while it is collected: the digits that were
/// written, anywhere, and at the start what else they may stand for. One thread.
final class WantedParts {
  private final String written;
  private final Set<String> starts = new LinkedHashSet<>();

  WantedParts(String written) {
    this.written = written;
  }

  /// Looks for numbers that begin with `digits`.
  void startingWith(String digits) {
    if (!digits.contains(written)) {
      starts.add(digits);
    }
  }

  /// Takes `digits` for an international number, written without what marks it as one: those of the
  /// country `home` are kept in its national form as well.
  void international(String digits, Optional<Country> home) {
    var called = Country.calledBy(digits);
    var dialled = called.map(country -> withoutTrunk(digits, country)).orElse(digits);
    startingWith(dialled);
    home.filter(country -> dialled.startsWith(country.callingCode()))
        .ifPresent(country -> national(rest(dialled, country.callingCode()), country));
  }

  /// `+44 0117` is `+44 117`, where the trunk prefix is a 0, which no number begins with.
  private static String withoutTrunk(String digits, Country country) {
    var rest = rest(digits, country.callingCode());
    return country.trunkPrefix().equals("0") && rest.startsWith("0")
        ? country.callingCode() + rest.substring(1)
        : digits;
  }

  private void national(String rest, Country country) {
    var national = country.trunkPrefix() + rest;
    if (!country.trunkPrefix().isEmpty() && national.length() >= PhoneNotation.FEWEST_DIGITS) {
      startingWith(national);
    }
  }

  /// Takes the digits for what is dialled within `home`: a national number, or one that its calling
  /// code leads, with enough behind it to tell it from an extension.
  void fromWithin(Country home) {
    var trunk = home.trunkPrefix();
    if (!trunk.isEmpty() && written.startsWith(trunk)) {
      startingWith(home.callingCode() + rest(written, trunk));
    }
    if (written.startsWith(home.callingCode())) {
      var rest = rest(written, home.callingCode());
      if (rest.length() >= PhoneNotation.FEWEST_DIGITS) {
        national(rest, home);
      }
    }
  }

  private static String rest(String digits, String prefix) {
    return digits.substring(prefix.length());
  }

  List<Part> parts() {
    var parts = new LinkedHashSet<Part>();
    parts.add(new Part(written, false));
    starts.forEach(start -> parts.add(new Part(start, true)));
    return List.copyOf(parts);
  }
}
