package rollcall.switches.asterisk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.function.UnaryOperator;
import rollcall.ingest.EpochSeconds;
import rollcall.ingest.Fields;

/// One block of the manager interface: an event, or the answer to an action.
final class AmiMessage {
  private final byte[] block;
  private final Fields fields;

  private AmiMessage(byte[] block, Fields fields) {
    this.block = block;
    this.fields = fields;
  }

  /// What `block` says, which is taken over.
  static AmiMessage of(byte[] block) {
    return new AmiMessage(block, Fields.ofLines(block, UnaryOperator.identity()));
  }

  /// The value of that name, or an empty text.
  String word(String name) {
    return fields.word(name);
  }

  /// The name of the event, empty for an answer.
  String event() {
    return word("Event");
  }

  /// Whether it answers the action of that id, or is part of the answer.
  boolean answers(String actionId) {
    return word("ActionID").equals(actionId);
  }

  boolean isResponse() {
    return !word("Response").isEmpty();
  }

  boolean isSuccess() {
    return word("Response").equals("Success");
  }

  boolean hasTimestamp() {
    return EpochSeconds.parse(word("Timestamp")).isPresent();
  }

  /// Its bytes; the caller does not change them.
  byte[] bytes() {
    return block;
  }

  /// Its bytes with a time, as the switch would write it, before all else.
  byte[] bytesAt(Instant at) {
    var line = ("Timestamp: " + EpochSeconds.write(at) + "\n").getBytes(UTF_8);
    var bytes = new byte[line.length + block.length];
    System.arraycopy(line, 0, bytes, 0, line.length);
    System.arraycopy(block, 0, bytes, line.length, block.length);
    return bytes;
  }
}
