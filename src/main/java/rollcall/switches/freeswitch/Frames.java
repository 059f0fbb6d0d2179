package rollcall.switches.freeswitch;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Optional;
import java.util.regex.Pattern;

/// Cuts what an event socket says into frames: lines `Name: value` up to an empty one, and as many
/// bytes as `Content-Length` says. One thread.
final class Frames {
  /// The most bytes of the lines of a frame.
  static final int MOST_FIELD_BYTES = 1 << 16;

  /// The most bytes of a body; a list of 20,000 channels has some 20 MB.
  static final int MOST_BODY_BYTES = 32 << 20;

  private static final int BUFFER_BYTES = 1 << 16;
  private static final Pattern LENGTH = Pattern.compile("\\d{1,9}");
  private static final String CUT = "The connection ended in the middle of a frame.";

  private final InputStream in;
  private int fieldBytes;

  Frames(InputStream in) {
    this.in = new BufferedInputStream(in, BUFFER_BYTES);
  }

  /// The next frame; nothing at the end. Fails with a sentence for what is no frame.
  Optional<Frame> next() throws IOException {
    var fields = new HashMap<String, String>();
    fieldBytes = 0;
    for (var line = line(); line.isPresent(); line = line()) {
      var text = line.get();
      if (text.isEmpty() && !fields.isEmpty()) {
        return Optional.of(new Frame(fields, body(fields.getOrDefault("Content-Length", "0"))));
      }
      var colon = text.indexOf(':');
      if (colon > 0) {
        fields.putIfAbsent(text.substring(0, colon).strip(), text.substring(colon + 1).strip());
      }
    }
    if (!fields.isEmpty()) {
      throw new IOException(CUT);
    }
    return Optional.empty();
  }

  private byte[] body(String length) throws IOException {
    if (!LENGTH.matcher(length).matches() || Integer.parseInt(length) > MOST_BODY_BYTES) {
      throw new IOException(
          "A frame has the length \""
              + Said.of(length)
              + "\"; more than "
              + MOST_BODY_BYTES
              + " is not read.");
    }
    var bytes = in.readNBytes(Integer.parseInt(length));
    if (bytes.length < Integer.parseInt(length)) {
      throw new IOException(CUT);
    }
    return bytes;
  }

  /// The next line without its end; nothing at the end of the stream.
  private Optional<String> line() throws IOException {
    var line = new ByteArrayOutputStream();
    for (var next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        if (line.size() > 0) {
          throw new IOException(CUT);
        }
        return Optional.empty();
      }
      if (++fieldBytes > MOST_FIELD_BYTES) {
        throw new IOException("What came is no frame of an event socket.");
      }
      line.write(next);
    }
    return Optional.of(line.toString(StandardCharsets.UTF_8).stripTrailing());
  }
}
