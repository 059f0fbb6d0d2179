package rollcall.switches.asterisk;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A list of channels while it comes, and whether it came whole. One thread.
final class ChannelList {
  /// The most bytes of a list, of some 40,000 channels.
  static final int MOST_BYTES = 32 << 20;

  private final String actionId;
  private final Instant askedAt;
  private final List<AmiMessage> rows = new ArrayList<>();
  private boolean areAllNamed = true;
  private int bytes;

  /// One that was asked for by the action of that id.
  ChannelList(String actionId, Instant askedAt) {
    this.actionId = actionId;
    this.askedAt = askedAt;
  }

  /// What asks for it.
  AmiAction action() {
    return AmiAction.of("CoreShowChannels", actionId);
  }

  Instant askedAt() {
    return askedAt;
  }

  /// Whether `message` is a part of it.
  boolean isPart(AmiMessage message) {
    return message.answers(actionId);
  }

  /// Adds a row. Fails with a sentence when the list becomes longer than any that is taken.
  void add(AmiMessage row) throws IOException {
    bytes += row.bytes().length;
    if (bytes > MOST_BYTES) {
      throw new IOException("A list of channels has more than " + MOST_BYTES + " bytes.");
    }
    rows.add(row);
    areAllNamed &= !row.word("Uniqueid").isEmpty() && !row.word("Linkedid").isEmpty();
  }

  /// Whether nothing is missing, as `end`, its last message, tells.
  boolean isWhole(AmiMessage end) {
    return end.word("EventList").equals("Complete")
        && end.word("ListItems").equals(Integer.toString(rows.size()))
        && areAllNamed;
  }

  /// The calls that its channels belong to. A channel that was a call of its own, and was joined to
  /// an older one since, is still that.
  Set<String> calls() {
    var calls = new HashSet<String>();
    for (var row : rows) {
      calls.add(row.word("Linkedid"));
      calls.add(row.word("Uniqueid"));
    }
    return calls;
  }

  /// The rows of those of `calls` whose first channel is there, which alone tells who called whom.
  List<AmiMessage> describing(Set<String> calls) {
    var first = new HashSet<String>();
    for (var row : rows) {
      if (row.word("Uniqueid").equals(row.word("Linkedid"))) {
        first.add(row.word("Linkedid"));
      }
    }
    first.retainAll(calls);
    return rows.stream().filter(row -> first.contains(row.word("Linkedid"))).toList();
  }

  int size() {
    return rows.size();
  }
}
