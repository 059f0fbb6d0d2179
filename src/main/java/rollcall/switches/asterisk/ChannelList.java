package rollcall.switches.asterisk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A list of channels while it comes, and whether it came whole. One thread.
final class ChannelList {
  private final String actionId;
  private final Instant askedAt;
  private final List<AmiMessage> rows = new ArrayList<>();
  private boolean areAllNamed = true;

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

  void add(AmiMessage row) {
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
