package rollcall.numbers;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Optional;

/// A number that is there to its last digit: `international` and `national` are its digits in both
/// forms.
record CompleteNumber(String callingCode, String international, String national) {
  private static final PhoneNumberUtil KNOWN = PhoneNumberUtil.getInstance();

  /// The number that `written` is, if it is a whole one: `international` are its digits where it
  /// was marked as international, else it is one as dialled in the country `home`.
  static Optional<CompleteNumber> of(
      String written, Optional<String> international, Optional<Country> home) {
    var text = international.map(digits -> "+" + digits).orElse(written.strip());
    var region = home.map(Country::code).orElse("ZZ");
    try {
      return Optional.of(KNOWN.parse(text, region))
          .filter(KNOWN::isValidNumber)
          .map(CompleteNumber::of);
    } catch (NumberParseException partial) {
      return Optional.empty(); // a part of a number, which is no mistake
    }
  }

  private static CompleteNumber of(PhoneNumber number) {
    return new CompleteNumber(
        Integer.toString(number.getCountryCode()),
        digits(number, PhoneNumberFormat.E164),
        digits(number, PhoneNumberFormat.NATIONAL));
  }

  private static String digits(PhoneNumber number, PhoneNumberFormat format) {
    return PhoneNumberUtil.normalizeDigitsOnly(KNOWN.format(number, format));
  }

  /// Looks for it in both forms, in its national one where that is of the country `home`.
  void addTo(WantedParts parts, Optional<Country> home) {
    parts.startingWith(international);
    if (home.filter(country -> country.callingCode().equals(callingCode)).isPresent()) {
      parts.startingWith(national);
    }
  }
}
