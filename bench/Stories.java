package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What the doors are told of every call: what real switches sent of one, and for programs what the
/// documentation says.
final class Stories {
  private static final Path CAPTURED = Path.of("src/test/resources/rollcall");
  private static final Pattern SUBSCRIBED =
      Pattern.compile(
          "\"Event-Name\": ?\"CHANNEL_(CREATE|PROGRESS|PROGRESS_MEDIA|ANSWER|BRIDGE|HANGUP_COMPLETE)\"");
  private static final Pattern OF_CALLS =
      Pattern.compile(
          "Event: (Newchannel|Newstate|DialBegin|DialState|DialEnd|HangupRequest|Hangup)\n(.*\n)*");

  private static final Pattern BODY = Pattern.compile("\\n \"body\": \"(.*)\"\\n");
  private static final String A_LEG = "34d5ec88-5842-4966-9e58-676516f3a890";
  private static final String B_LEG = "6f567c17-d19d-4978-8f53-741ea49815c2";

  private Stories() {}

  /// The record of an answered call.
  static Story jsonCdr() throws IOException {
    var captured = Files.readString(CAPTURED.resolve("freeswitch/captured/answered.a.json"));
    var body = BODY.matcher(captured).results().findFirst().orElseThrow().group(1);
    var record = body.translateEscapes();
    return Story.of(List.of(record.replace(A_LEG, "«call»").replace(B_LEG, "«leg»")));
  }

  /// The events of an answered call of two legs.
  static Story eventSocket() throws IOException {
    return Story.of(
        Files.readAllLines(CAPTURED.resolve("live/freeswitch/answered.jsonl")).stream()
            .filter(event -> SUBSCRIBED.matcher(event).find())
            .map(event -> event.replace(A_LEG, "«call»"))
            .map(event -> event.replace(B_LEG, "«leg»"))
            .map(event -> event.replaceFirst("(\"Event-Sequence\": ?\")\\d+", "$1«event»"))
            .toList());
  }

  /// The events of an answered call.
  static Story kamailio() throws IOException {
    return Story.of(
        Files.readAllLines(CAPTURED.resolve("live/kamailio-events/answered.jsonl")).stream()
            .map(event -> event.replace("1-23093@127.0.0.1", "«call»"))
            .toList());
  }

  /// The events of an answered call of two channels, of those that are kept.
  static Story manager() throws IOException {
    var events =
        Files.readString(CAPTURED.resolve("live/asterisk/answered_with_media.txt")).split("\n\n");
    return Story.of(
        Stream.of(events)
            .map(event -> event.strip() + "\n")
            .filter(event -> OF_CALLS.matcher(event).matches())
            .map(event -> event.replace("ast-lab-1-1795425752.3", "«call»"))
            .map(event -> event.replace("ast-lab-1-1795425752.4", "«leg»"))
            .map(event -> event.strip().replace("\n", "\r\n"))
            .toList());
  }

  /// The events of an answered call.
  static Story webhook() {
    var event =
        """
        {"type":"call.%s","timestamp":"2026-11-23T09:01:0%d.250Z","data":{"call_uuid":"«call»",\
        "direction":"inbound","from_number":"+15550100","to_number":"1001"}}\
        """;
    return Story.of(
        List.of(
            event.formatted("initiated", 0),
            event.formatted("ringing", 1),
            event.formatted("answered", 4),
            event.formatted("ended", 9)));
  }

  /// The callbacks of an answered call, and behind a line feed what is signed of each: the fields
  /// in the order of their names.
  static Story twilio() {
    return Story.of(
        List.of(
            callback("initiated", 0),
            callback("ringing", 1),
            callback("in-progress", 2),
            callback("completed", 3)));
  }

  private static String callback(String status, int sequence) {
    var second = String.valueOf(sequence);
    return "CallSid=«call»&CallStatus="
        + status
        + "&Direction=inbound&From=%2B15550100&SequenceNumber="
        + sequence
        + "&Timestamp=Mon%2C+23+Nov+2026+09%3A01%3A0"
        + second
        + "+%2B0000&To=1001\nCallSid«call»CallStatus"
        + status
        + "Directioninbound"
        + "From+15550100SequenceNumber"
        + sequence
        + "TimestampMon, 23 Nov 2026 09:01:0"
        + second
        + " +0000To1001";
  }

  /// A new call, as a client of the API states it.
  static Story api() {
    return Story.of(
        List.of(
            """
            {"data":{"type":"Call","attributes":{"call_source":"crm","call_uuid":"«call»",\
            "direction":"inbound","status":"completed","from_number":"+15550100",\
            "to_number":"1001","started_at":"2026-11-23T09:01:00Z",\
            "ended_at":"2026-11-23T09:02:00Z"}}}\
            """));
  }
}
