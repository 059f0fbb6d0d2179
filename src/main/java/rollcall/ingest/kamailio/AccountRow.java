package rollcall.ingest.kamailio;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import rollcall.ingest.EpochSeconds;
import rollcall.ingest.Fields;
import rollcall.ingest.FlatJson;
import rollcall.ingest.Unreadable;

/// A row of a table that module acc writes, of which its columns of times are whole seconds of some
/// local time; where other columns say when, those count. Else the local time is taken for UTC.
public final class AccountRow {
  private static final Pattern SECONDS = Pattern.compile("\\d{9,11}");
  private static final Pattern MICROS = Pattern.compile("\\d{1,6}");
  private static final Pattern ZONED = Pattern.compile(".*(Z|[+-]\\d\\d:\\d\\d)");
  private static final long QUARTER_SECONDS = 15 * 60;
  private static final long FARTHEST_QUARTER = 14 * 4;

  private AccountRow() {}

  /// What `row`, a JSON object of its columns, would be if Kamailio had sent it: a record of acc or
  /// a CDR, as a message. What cannot be understood stays as it is.
  public static byte[] message(String row) {
    try {
      var members = new TreeMap<>(Fields.ofJson(row.getBytes(UTF_8)).texts());
      if (members.containsKey("start_time")) {
        giveTimesOfCdr(members);
      } else {
        time(members).ifPresent(at -> members.put("time", EpochSeconds.write(at)));
      }
      return FlatJson.write(members);
    } catch (Unreadable _) {
      // The inbox will say why.
      return row.getBytes(UTF_8);
    }
  }

  /// Module acc has seconds and microseconds, or seconds with a fraction, in columns of their own.
  private static Optional<Instant> time(Map<String, String> members) {
    var attribute = members.getOrDefault("time_attr", "");
    var extension = members.getOrDefault("time_exten", "");
    if (SECONDS.matcher(attribute).matches() && MICROS.matcher(extension).matches()) {
      return EpochSeconds.parse(attribute + ".%06d".formatted(Integer.parseInt(extension)));
    }
    return EpochSeconds.parse(attribute).or(() -> moment(members, "time", ZoneOffset.UTC));
  }

  private static void giveTimesOfCdr(Map<String, String> members) {
    var zone = zone(members);
    var start = moment(members, "start_time", zone);
    var end = moment(members, "end_time", zone);
    if (start.isEmpty()) {
      return;
    }
    var talked = end.filter(start.get()::isBefore).isPresent() || hasDuration(members);
    var exactStart = stamp(members, "answered_ts").or(() -> stamp(members, "started_ts"));
    var exactEnd = stamp(members, "end_ts").or(() -> end);
    var from = EpochSeconds.write(exactStart.orElse(start.get()));
    members.put("start_time", from);
    // Of a call that nobody answered it is the start once more.
    members.put("end_time", talked ? exactEnd.map(EpochSeconds::write).orElse(from) : from);
  }

  private static boolean hasDuration(Map<String, String> members) {
    return !members.getOrDefault("duration", "0").matches("0*(\\.0*)?");
  }

  private static Optional<Instant> stamp(Map<String, String> members, String name) {
    return EpochSeconds.parse(members.getOrDefault(name, ""));
  }

  /// How far the clock on Kamailio's wall is from UTC, as two columns for one moment show.
  private static ZoneOffset zone(Map<String, String> members) {
    return zone(members, "end_time", "end_ts")
        .or(() -> zone(members, "start_time", "answered_ts"))
        .or(() -> zone(members, "start_time", "started_ts"))
        .orElse(ZoneOffset.UTC);
  }

  private static Optional<ZoneOffset> zone(
      Map<String, String> members, String local, String stamp) {
    var onTheWall = moment(members, local, ZoneOffset.UTC);
    var real = stamp(members, stamp);
    if (onTheWall.isEmpty() || real.isEmpty()) {
      return Optional.empty();
    }
    var seconds = Duration.between(real.get(), onTheWall.get()).toSeconds();
    var quarters = Math.floorDiv(seconds + QUARTER_SECONDS / 2, QUARTER_SECONDS);
    return Math.abs(quarters) > FARTHEST_QUARTER
        ? Optional.empty()
        : Optional.of(ZoneOffset.ofTotalSeconds((int) (quarters * QUARTER_SECONDS)));
  }

  private static Optional<Instant> moment(
      Map<String, String> members, String name, ZoneOffset zone) {
    var text = members.getOrDefault(name, "").replace(' ', 'T');
    var seconds = EpochSeconds.parse(text);
    if (seconds.isPresent() || text.isEmpty()) {
      return seconds;
    }
    try {
      // Where a column has a zone, that counts.
      return Optional.of(
          ZONED.matcher(text).matches()
              ? OffsetDateTime.parse(text).toInstant()
              : LocalDateTime.parse(text).toInstant(zone));
    } catch (DateTimeException _) {
      // Not a time, which its reader will say.
      return Optional.empty();
    }
  }
}
