package bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/// What a switch says on a connection beside its events.
enum Dialect {
  EVENT_SOCKET("event socket") {
    @Override
    byte[] greeting() {
      return bytes("Content-Type: auth/request\n\n");
    }

    @Override
    byte[] answer(List<String> said) {
      return switch (said.getFirst()) {
        case "api status" ->
            framed(
                "api/response",
                "UP 0 years, 0 days, 1 hour, 2 minutes, 3 seconds, 4 milliseconds, 5 microseconds\n"
                    + "FreeSWITCH (Version 1.10.12-release  64bit) is ready\n");
        case "api show channels as json" -> framed("api/response", "{\"row_count\":0}");
        default -> bytes("Content-Type: command/reply\nReply-Text: +OK accepted\n\n");
      };
    }

    @Override
    boolean isReady(List<String> said) {
      return said.getFirst().startsWith("event ");
    }

    @Override
    byte[] frame(byte[] event) {
      return framed("text/event-json", event);
    }
  },
  EVAPI("evapi") {
    @Override
    boolean asks() {
      return false;
    }

    @Override
    byte[] frame(byte[] event) {
      return joined(bytes(event.length + ":"), event, bytes(","));
    }
  },
  MANAGER("manager interface") {
    @Override
    byte[] greeting() {
      return bytes("Asterisk Call Manager/9.0.0\r\n");
    }

    @Override
    byte[] answer(List<String> said) {
      var id = "ActionID: " + word(said, "ActionID") + "\r\n";
      return bytes(
          switch (word(said, "Action")) {
            case "Challenge" -> "Response: Success\r\n" + id + "Challenge: 840415273\r\n\r\n";
            case "Ping" -> "Response: Success\r\n" + id + "Ping: Pong\r\n\r\n";
            case "CoreShowChannels" ->
                "Response: Success\r\n%1$sEventList: start\r\n\r\n"
                    .concat("Event: CoreShowChannelsComplete\r\n%1$s")
                    .concat("EventList: Complete\r\nListItems: 0\r\n\r\n")
                    .formatted(id);
            default -> "Response: Success\r\n" + id + "Message: Authentication accepted\r\n\r\n";
          });
    }

    @Override
    boolean isReady(List<String> said) {
      return word(said, "Action").equals("Ping");
    }

    @Override
    byte[] frame(byte[] event) {
      return joined(event, bytes("\r\n\r\n"));
    }
  };

  private final String words;

  Dialect(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }

  /// What it says first.
  byte[] greeting() {
    return new byte[0];
  }

  /// Whether the server says anything.
  boolean asks() {
    return true;
  }

  /// What it says to the lines `said`.
  byte[] answer(List<String> said) {
    return new byte[0];
  }

  /// Whether events may come after `said`.
  boolean isReady(List<String> said) {
    return true;
  }

  /// An event as it is sent.
  abstract byte[] frame(byte[] event);

  private static String word(List<String> lines, String name) {
    return lines.stream()
        .filter(line -> line.startsWith(name + ": "))
        .map(line -> line.substring(name.length() + 2))
        .findFirst()
        .orElse("");
  }

  private static byte[] framed(String type, String body) {
    return framed(type, bytes(body));
  }

  private static byte[] framed(String type, byte[] body) {
    return joined(
        bytes("Content-Length: " + body.length + "\nContent-Type: " + type + "\n\n"), body);
  }

  private static byte[] joined(byte[]... parts) {
    var length = 0;
    for (var part : parts) {
      length += part.length;
    }
    var all = new byte[length];
    var at = 0;
    for (var part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
