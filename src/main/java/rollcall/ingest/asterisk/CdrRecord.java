package rollcall.ingest.asterisk;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import rollcall.ingest.SourceText;

/// One record of `Master.csv`, by its columns. It tells of a channel from one dial or application
/// to the next, so that a call may have several. Times are what the switch's wall clock showed.
///
/// @param uniqueId the channel's identifier; empty where the switch does not log it
/// @param linkedId that of the call's first channel; empty where the switch does not log it
public record CdrRecord(
    String source,
    String destination,
    String context,
    String callerId,
    String channel,
    String lastApplication,
    String lastData,
    LocalDateTime start,
    Optional<LocalDateTime> answer,
    LocalDateTime end,
    long billableSeconds,
    String disposition,
    String uniqueId,
    String linkedId) {
  private static final int FIXED_COLUMNS = 16;
  private static final int NEW_COLUMNS = 3;
  private static final int MOST_COLUMNS = FIXED_COLUMNS + 2 + NEW_COLUMNS;

  private static final Pattern CHANNEL_ID = Pattern.compile("(?:.*-)?\\d{9,11}\\.\\d{1,12}");
  private static final Pattern SECONDS = Pattern.compile("\\d{1,10}");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss[.SSSSSS][.SSS]");
  private static final Set<String> DISPOSITIONS =
      Set.of("ANSWERED", "NO ANSWER", "BUSY", "FAILED", "CONGESTION", "UNKNOWN");

  /// The record that `cells` are, or nothing when they are none of cdr_csv: it always writes the
  /// same sixteen, then, as it is set, `uniqueid`, `userfield`, and the three `peeraccount`,
  /// `linkedid` and `sequence`.
  public static Optional<CdrRecord> of(List<String> cells) {
    if (cells.size() < FIXED_COLUMNS
        || cells.size() > MOST_COLUMNS
        || !DISPOSITIONS.contains(cells.get(14))) {
      return Optional.empty();
    }
    var start = time(cells.get(9));
    var end = time(cells.get(11));
    if (start.isEmpty() || end.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new CdrRecord(
            cells.get(1),
            cells.get(2),
            cells.get(3),
            cells.get(4),
            cells.get(5),
            cells.get(7),
            cells.get(8),
            start.get(),
            time(cells.get(10)),
            end.get(),
            SECONDS.matcher(cells.get(13)).matches() ? Long.parseLong(cells.get(13)) : 0,
            cells.get(14),
            uniqueId(cells),
            linkedId(cells)));
  }

  /// The call that the record belongs to: by the call's first channel, by the record's own, or,
  /// where the switch logs neither, by the channel's name and start, which no other call shares.
  public String callUuid() {
    return SourceText.of(linkedId)
        .or(() -> SourceText.of(uniqueId))
        .orElseGet(() -> channel + "@" + start);
  }

  /// Whether it is of the call's first channel, as far as the switch logs that.
  boolean isOfFirstChannel() {
    return linkedId.isEmpty() || linkedId.equals(uniqueId);
  }

  private static String uniqueId(List<String> cells) {
    return cells.size() > FIXED_COLUMNS && CHANNEL_ID.matcher(cells.get(FIXED_COLUMNS)).matches()
        ? cells.get(FIXED_COLUMNS)
        : "";
  }

  private static String linkedId(List<String> cells) {
    if (cells.size() < FIXED_COLUMNS + NEW_COLUMNS) {
      return "";
    }
    var linked = cells.get(cells.size() - 2);
    return CHANNEL_ID.matcher(linked).matches() ? linked : "";
  }

  private static Optional<LocalDateTime> time(String cell) {
    try {
      return cell.isEmpty() ? Optional.empty() : Optional.of(LocalDateTime.parse(cell, TIME));
    } catch (DateTimeParseException _) {
      // Not a time, so not a record.
      return Optional.empty();
    }
  }
}
