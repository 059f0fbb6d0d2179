package rollcall.cli;

import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;
import rollcall.numbers.Country;

/// The country that an option names, or that there is to be none.
record CountryChoice(Optional<Country> country) {
  /// The word for no country.
  static final String NONE = "none";

  /// The ISO 3166 code of the country.
  Optional<String> code() {
    return country.map(Country::code);
  }

  /// Reads the code of a country, or `none`.
  static final class Converter implements CommandLine.ITypeConverter<CountryChoice> {
    @Override
    public CountryChoice convert(String value) {
      if (value.equals(NONE)) {
        return new CountryChoice(Optional.empty());
      }
      var country = Country.of(value.toUpperCase(Locale.ROOT));
      if (country.isEmpty()) {
        throw new CommandLine.TypeConversionException(
            "'"
                + value
                + "' is no country whose numbers are known: use an ISO 3166 code of two letters,"
                + " such as GB, DE or US, or none");
      }
      return new CountryChoice(country);
    }
  }
}
