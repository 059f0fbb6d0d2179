package bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// A message with gaps for what differs from one call to the next.
final class Template {
  /// What a gap is for.
  private static final Pattern GAP = Pattern.compile("«(call|leg|event)»");

  private final List<byte[]> texts = new ArrayList<>();
  private final List<String> gaps = new ArrayList<>();

  private Template() {}

  /// The message `text`, in which `«call»` stands for the identifier of a call, `«leg»` for that of
  /// its other leg and `«event»` for the number of an event.
  static Template of(String text) {
    var template = new Template();
    var gap = GAP.matcher(text);
    var from = 0;
    while (gap.find()) {
      template.texts.add(text.substring(from, gap.start()).getBytes(UTF_8));
      template.gaps.add(gap.group(1));
      from = gap.end();
    }
    template.texts.add(text.substring(from).getBytes(UTF_8));
    return template;
  }

  /// The message for the call `call` and the event `event`.
  byte[] fill(long call, long event) {
    var message = new ByteArrayOutputStream(texts.getFirst().length + 512);
    message.writeBytes(texts.getFirst());
    for (var i = 0; i < gaps.size(); i++) {
      message.writeBytes(
          switch (gaps.get(i)) {
            case "call" -> id('a', call);
            case "leg" -> id('b', call);
            default -> Long.toString(event).getBytes(UTF_8);
          });
      message.writeBytes(texts.get(i + 1));
    }
    return message.toByteArray();
  }

  /// The identifier of a call, as long as a UUID.
  static String callId(long call) {
    return new String(id('a', call), UTF_8);
  }

  private static byte[] id(char leg, long call) {
    var id = (leg + "0000000-0000-4000-8000-000000000000").getBytes(UTF_8);
    for (int at = id.length - 1; call > 0; at--, call /= 10) {
      id[at] = (byte) ('0' + call % 10);
    }
    return id;
  }
}
