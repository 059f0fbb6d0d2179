package rollcall.numbers;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// A country whose numbers are known: its ISO 3166 code, the calling code that leads into it, and
/// the trunk prefix that its national numbers are written with, empty where there is none.
public record Country(String code, String callingCode, String trunkPrefix) {
  private static final PhoneNumberUtil KNOWN = PhoneNumberUtil.getInstance();

  /// The longest calling codes have three digits.
  private static final int CALLING_CODE_DIGITS = 3;

  /// The country of that code, in capitals.
  public static Optional<Country> of(String code) {
    if (!KNOWN.getSupportedRegions().contains(code)) {
      return Optional.empty();
    }
    var trunkPrefix = KNOWN.getNddPrefixForRegion(code, true);
    var callingCode = Integer.toString(KNOWN.getCountryCodeForRegion(code));
    return Optional.of(new Country(code, callingCode, trunkPrefix == null ? "" : trunkPrefix));
  }

  /// The country, or the first of those, whose calling code `digits` begin with.
  static Optional<Country> calledBy(String digits) {
    for (var length = 1; length <= Math.min(CALLING_CODE_DIGITS, digits.length()); length++) {
      var callingCode = Integer.parseInt(digits.substring(0, length));
      if (KNOWN.getSupportedCallingCodes().contains(callingCode)) {
        return of(KNOWN.getRegionCodeForCountryCode(callingCode));
      }
    }
    return Optional.empty();
  }

  /// The codes of all countries, in order.
  public static Set<String> codes() {
    return new TreeSet<>(KNOWN.getSupportedRegions());
  }
}
