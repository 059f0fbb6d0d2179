package rollcall.numbers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.jsonapi.schema.Notation.Part;

class PhoneNotationTest {
  private static final PhoneNotation NOTATION = PhoneNotation.INSTANCE;
  private static final Optional<String> BRITAIN = Optional.of("GB");

  private static List<Part> parts(String written, String country) {
    return NOTATION.parts(written, Optional.of(country));
  }

  private static boolean finds(String written, Optional<String> country, String kept) {
    var plain = NOTATION.plain(kept);
    return NOTATION.parts(written, country).stream().anyMatch(part -> part.isIn(plain));
  }

  @ParameterizedTest
  @CsvSource({
    "+44 117 496-0123, 441174960123",
    "0044 117 496 0123, 441174960123",
    "0117 496 0123, 01174960123",
    "+44 (0)117 496 0123, 441174960123",
    "sip:+441174960123@10.0.0.1:5060, 441174960123",
    "SIPS:0117@host7;user=phone, 0117",
    "<sip:101@pbx2>, 101",
    "tel:+44-117;ext=5, 44117",
    "101@pbx2, 101",
    "+441174960123, 441174960123",
    "441174960123, 441174960123",
    "00441174960123, 441174960123",
    "+00441174960123, 441174960123",
    "+00, 00",
    "+, ''",
    "(0)117, 0117",
    "00, 00",
    "000, 000",
    "anonymous, ''",
    "sip:anonymous@anonymous.invalid, ''",
    "'', ''",
  })
  void keepsTheDigitsOfANumber(String kept, String plain) {
    assertThat(NOTATION.plain(kept)).isEqualTo(plain);
  }

  @Test
  void countsNoMoreDigitsThanANumberMayHave() {
    var most = "4".repeat(PhoneNotation.MOST_DIGITS);
    for (var written : List.of(most, "+" + most, most + "4", "+" + most + "4", "4".repeat(1_000))) {
      assertThat(NOTATION.plain(written)).as(written).isEqualTo(most);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0117 496",
        "+44117 496",
        " 44117 496",
        "(0)117 496",
        "441 17 496",
        "0044 117-496",
        "+44 (0)117 496",
        "+44 0117 496",
        "tel:0117496",
        "sip:+44117496@pbx",
        "0117 496 0123",
        "+44 117 496 0123",
        "01174960123",
      })
  void everySpellingFindsEveryForm(String written) {
    for (var kept :
        List.of(
            "+441174960123",
            "441174960123",
            "00441174960123",
            "01174960123",
            "(0117) 496 0123",
            "+44 (0)117 496 0123",
            "sip:+441174960123@10.0.0.1",
            "sip:01174960123@pbx;transport=tls")) {
      assertThat(finds(written, BRITAIN, kept)).as(kept).isTrue();
    }
    for (var kept :
        List.of("+441184960123", "+33117496012", "0118 4960123", "+17449601174", "anonymous")) {
      assertThat(finds(written, BRITAIN, kept)).as(kept).isFalse();
    }
  }

  @Test
  void findsAnyPartOfTheDigits() {
    for (var written : List.of("960123", "0123", "4960", "117 4", "1-1-7")) {
      assertThat(finds(written, BRITAIN, "+441174960123")).as(written).isTrue();
      assertThat(finds(written, Optional.empty(), "0117 496 0123")).as(written).isTrue();
    }
  }

  @Test
  void looksAtTheStartForWhatWasOnlyImplied() {
    assertThat(parts("0117", "GB"))
        .containsExactly(new Part("0117", false), new Part("44117", true));
    assertThat(finds("0117", BRITAIN, "+4944117")).isFalse();
    assertThat(finds("+44117", BRITAIN, "+49880117")).isFalse();
  }

  @Test
  void readsNationalFormsOnlyInTheirCountry() {
    assertThat(finds("0117 496", Optional.empty(), "+441174960123")).isFalse();
    assertThat(finds("0117 496", Optional.of("DE"), "+441174960123")).isFalse();
    assertThat(finds("0117 496", Optional.of("DE"), "+491174960123")).isTrue();
    assertThat(finds("+44117496", Optional.of("DE"), "01174960123")).isFalse();
    assertThat(finds("+44 (0)117 496", Optional.empty(), "+441174960123")).isTrue();
    assertThat(finds("+44 0117 496", Optional.empty(), "+441174960123")).isTrue();
  }

  @Test
  void knowsCountriesWithoutTrunkPrefixOrWithAnother() {
    assertThat(finds("+34 912 345 678", Optional.of("ES"), "912345678")).isTrue();
    assertThat(finds("912 345 678", Optional.of("ES"), "+34912345678")).isTrue();
    assertThat(finds("06 698", Optional.of("IT"), "+3906698")).isTrue();
    assertThat(finds("8 495 123", Optional.of("RU"), "+74951234567")).isTrue();
    assertThat(finds("(212) 555", Optional.of("US"), "+12125550123")).isTrue();
    assertThat(finds("+1 212 555 0123", Optional.of("US"), "(212) 555-0123")).isTrue();
    assertThat(finds("011 44 117 496 0123", Optional.of("US"), "+441174960123")).isTrue();
  }

  @Test
  void takesAShortExtensionForNothingElse() {
    assertThat(parts("101", "GB")).containsExactly(new Part("101", false));
    assertThat(parts("4412", "GB")).containsExactly(new Part("4412", false));
    assertThat(parts("0123", "IT")).containsExactly(new Part("0123", false));
  }

  @Test
  void lastDigitsThatAreNoughtsAreStillLastDigits() {
    assertThat(finds("0042", BRITAIN, "+441174960042")).isTrue();
  }

  @Test
  void saysWhatWouldBeRight() {
    assertThat(NOTATION.expectation("12")).hasValueSatisfying(it -> assertThat(it).contains("3"));
    assertThat(NOTATION.expectation("anonymous")).isPresent();
    assertThat(NOTATION.expectation("")).isPresent();
    assertThat(NOTATION.expectation("1".repeat(41))).hasValue("at most 40 digits");
    assertThat(NOTATION.expectation("1-0-1")).isEmpty();
    assertThat(NOTATION.expectation("1".repeat(40))).isEmpty();
  }

  @Test
  void everyCountryCanBeRead() {
    for (var code : Country.codes()) {
      assertThat(parts("0117 496", code)).as(code).isNotEmpty();
      assertThat(parts("+" + Country.of(code).orElseThrow().callingCode() + "123", code))
          .as(code)
          .isNotEmpty();
    }
    assertThat(Country.of("UK")).isEmpty();
    assertThat(Country.of("gb")).isEmpty();
  }
}
