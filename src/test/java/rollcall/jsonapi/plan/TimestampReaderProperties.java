package rollcall.jsonapi.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class TimestampReaderProperties {
  @Property(tries = 500)
  void agreesWithJavaTime(
      @ForAll @LongRange(min = -62_167_219_200_000_000L, max = 253_402_300_799_999_999L)
          long micros,
      @ForAll @IntRange(min = -18 * 60, max = 18 * 60) int offsetMinutes) {
    var instant = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    var local = LocalDateTime.ofInstant(instant, ZoneOffset.ofTotalSeconds(offsetMinutes * 60));
    if (local.getYear() < 0 || local.getYear() > 9999) {
      return;
    }
    var written =
        OffsetDateTime.of(local, ZoneOffset.ofTotalSeconds(offsetMinutes * 60))
            .format(DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSxxx"));
    assertThat(TimestampReader.read(written)).isEqualTo(new Constant.Value(instant));
  }

  @Property(tries = 1_000)
  void takesAnyText(@ForAll String text) {
    assertThat(TimestampReader.read(text)).isNotInstanceOf(Constant.Null.class);
  }
}
