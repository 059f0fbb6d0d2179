package rollcall.jsonapi.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class AsciiProperties {
  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .appendValue(ChronoField.YEAR, 4, 10, SignStyle.EXCEEDS_PAD)
          .appendPattern("-MM-dd'T'HH:mm:ss.SSSSSS'Z'")
          .toFormatter()
          .withZone(ZoneOffset.UTC);

  @Property
  void writesNumbersAsJavaDoes(@ForAll long value) {
    assertThat(written((into, at) -> Ascii.decimal(value, into, at)))
        .isEqualTo(Long.toString(value));
  }

  @Example
  void writesTheEndsOfTheNumbers() {
    for (var value : new long[] {0, -1, 9, 10, -10, 99, 100, Long.MIN_VALUE, Long.MAX_VALUE}) {
      writesNumbersAsJavaDoes(value);
    }
  }

  @Property
  void writesUuidsAsJavaDoes(@ForAll long high, @ForAll long low) {
    var uuid = new UUID(high, low);
    assertThat(written((into, at) -> Ascii.uuid(uuid, into, at))).isEqualTo(uuid.toString());
  }

  @Property(tries = 5_000)
  void writesMomentsOfCommonYearsAsJavaDoes(
      @ForAll @LongRange(min = -62_167_219_200_000_000L, max = 253_402_300_799_999_999L)
          long micros) {
    writesAnyMomentAsJavaDoes(micros);
  }

  @Property
  void writesAnyMomentAsJavaDoes(@ForAll long micros) {
    assertThat(written((into, at) -> Ascii.timestamp(micros, into, at)))
        .isEqualTo(ISO.format(Instant.EPOCH.plus(micros, ChronoUnit.MICROS)));
  }

  @Example
  void writesEveryDayOfACycleAndItsEdges() {
    var first = Instant.parse("1999-12-01T23:59:59.999999Z");
    for (var day = 0; day < 146_097; day++) {
      writesAnyMomentAsJavaDoes(
          ChronoUnit.MICROS.between(Instant.EPOCH, first.plus(day, ChronoUnit.DAYS)));
    }
    writesAnyMomentAsJavaDoes(Long.MIN_VALUE);
    writesAnyMomentAsJavaDoes(Long.MAX_VALUE);
  }

  @Example
  void signsYearsThatFourDigitsCannotHold() {
    assertThat(moment("+10000-01-01T00:00:00Z")).isEqualTo("+10000-01-01T00:00:00.000000Z");
    assertThat(moment("9999-12-31T23:59:59.999999Z")).isEqualTo("9999-12-31T23:59:59.999999Z");
    assertThat(moment("0000-01-01T00:00:00Z")).isEqualTo("0000-01-01T00:00:00.000000Z");
    assertThat(moment("-0001-12-31T23:59:59Z")).isEqualTo("-0001-12-31T23:59:59.000000Z");
    assertThat(moment("2025-01-10T02:35:34Z")).isEqualTo("2025-01-10T02:35:34.000000Z");
  }

  private static String moment(String text) {
    var micros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(text));
    return written((into, at) -> Ascii.timestamp(micros, into, at));
  }

  private interface Write {
    int into(byte[] bytes, int at);
  }

  private static String written(Write write) {
    var bytes = new byte[40];
    var end = write.into(bytes, 3);
    return new String(bytes, 3, end - 3, StandardCharsets.US_ASCII);
  }
}
