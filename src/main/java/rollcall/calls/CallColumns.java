package rollcall.calls;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import rollcall.database.Rows;
import rollcall.jsonapi.schema.Draft;
import rollcall.jsonapi.sql.Column;

/// How a call stands in the columns of its table, written and read back. What the columns show
/// follows from the facts; what the facts need beyond that stands in the further columns.
final class CallColumns {
  /// A column that no attribute shows, and what it holds of a call's facts.
  private record Inner(Column column, Function<CallFacts, @Nullable Object> value) {}

  private static final List<Inner> INNER =
      List.of(
          new Inner(new Column("identified_at", "timestamptz"), f -> reportedAt(f.parties())),
          new Inner(new Column("username_at", "timestamptz"), CallColumns::usernameAt),
          new Inner(
              new Column("conversation_at", "timestamptz"), f -> reportedAt(f.conversation())),
          new Inner(new Column("alive_at", "timestamptz"), f -> f.moments().aliveAt()),
          new Inner(new Column("stated", "integer"), f -> Stated.bits(f.stated())),
          new Inner(new Column("outcome_said", "text"), CallColumns::said),
          new Inner(new Column("status_stated", "text"), CallFacts::statusStated));

  /// The columns that no attribute shows.
  static final List<Column> MORE = INNER.stream().map(Inner::column).toList();

  /// The columns that [#read] reads, in its order.
  static final String FACTS =
      "direction, from_number, to_number, identified_at, sip_username, username_at,"
          + " conversation_id, conversation_at, started_at, rang_at,"
          + " coalesce(reported_answered_at, answered_at), alive_at,"
          + " coalesce(reported_ended_at, ended_at), end_source, hangup_cause, sip_code, hangup_by,"
          + " outcome_said, stated, status_stated, duration_seconds, sip_call_id";

  private CallColumns() {}

  /// The values of the attributes of the call `id`.
  static Draft draft(UUID id, CallKey key, CallFacts facts) {
    var state = CallState.of(facts);
    var parties = facts.knownParties();
    var end = facts.end();
    var by = facts.evidence().hangupBy();
    var values = new @Nullable Object[Calls.TYPE.attributes().size()];
    put(values, "direction", parties.direction());
    put(values, "from_number", parties.fromNumber());
    put(values, "to_number", parties.toNumber());
    put(values, "sip_username", facts.sipUsername() == null ? null : facts.sipUsername().value());
    put(values, "status", state.status());
    put(values, "call_uuid", key.callUuid());
    put(values, "call_source", key.callSource());
    put(values, "started_at", facts.moments().startedAt());
    put(values, "ended_at", state.endedAt());
    put(values, "duration_seconds", state.durationSeconds());
    put(values, "conversation_id", facts.conversationId());
    put(values, "answered_at", state.answeredAt());
    put(values, "ring_seconds", state.ringSeconds());
    put(values, "talk_seconds", state.talkSeconds());
    put(values, "hangup_cause", facts.evidence().hangupCause());
    put(values, "sip_code", facts.evidence().sipCode());
    put(values, "hangup_by", by == null ? null : by.word());
    put(values, "end_source", end == null ? null : end.source().word());
    put(values, "rang_at", facts.moments().rangAt());
    put(values, "reported_answered_at", state.reportedAnsweredAt());
    put(values, "reported_ended_at", state.reportedEndedAt());
    put(values, "sip_call_id", facts.sipCallId());
    return Draft.of(Calls.TYPE, Optional.of(id), Arrays.asList(values));
  }

  private static void put(@Nullable Object[] values, String attribute, @Nullable Object value) {
    values[Calls.TYPE.position(attribute)] = value;
  }

  /// The values of [#MORE], a list for each, with an entry for each of `calls`.
  static List<List<@Nullable Object>> more(List<CallFacts> calls) {
    var columns = new ArrayList<List<@Nullable Object>>();
    for (var inner : INNER) {
      var values = new ArrayList<@Nullable Object>(calls.size());
      calls.forEach(facts -> values.add(inner.value().apply(facts)));
      columns.add(values);
    }
    return columns;
  }

  private static @Nullable Instant reportedAt(@Nullable Earliest<?> fact) {
    return fact == null || fact.isStated() ? null : fact.at();
  }

  /// Null where the same report named the parties.
  private static @Nullable Instant usernameAt(CallFacts facts) {
    var at = reportedAt(facts.sipUsername());
    return at == null || at.equals(reportedAt(facts.parties())) ? null : at;
  }

  private static @Nullable String said(CallFacts facts) {
    var said = facts.evidence().said();
    return said == null ? null : said.word();
  }

  /// The facts in the row on which `rows` stands, whose columns from `first` on are [#FACTS].
  static CallFacts read(Rows rows, int first) {
    var cells = new Cells(rows, first);
    var parties = new Parties(cells.someText(), cells.someText(), cells.someText());
    var identifiedAt = cells.moment();
    var user = cells.text();
    var userAt = cells.moment();
    var conversation = cells.uuid();
    var conversationAt = cells.moment();
    var moments = new Moments(cells.moment(), cells.moment(), cells.moment(), cells.moment());
    var endedAt = cells.moment();
    var endSource = cells.text();
    var evidence = evidence(cells);
    var stated = Stated.of(rows.integer(cells.next()));
    var statusStated = cells.text();
    var duration = cells.integer();
    var sipCallId = cells.text();
    return new CallFacts(
        new Earliest<>(parties, at(identifiedAt)),
        user == null ? null : new Earliest<>(user, at(userAt == null ? identifiedAt : userAt)),
        conversation == null && !stated.contains(Stated.CONVERSATION)
            ? null
            : new Earliest<>(conversation, at(conversationAt)),
        sipCallId,
        moments,
        endSource == null ? null : new End(endedAt, EndSource.of(endSource)),
        evidence,
        stated,
        statusStated,
        stated.contains(Stated.DURATION) ? duration : null);
  }

  private static Evidence evidence(Cells cells) {
    var cause = cells.text();
    var code = cells.integer();
    var by = cells.text();
    var said = cells.text();
    return new Evidence(
        cause,
        code,
        by == null ? null : HangupParty.of(by),
        said == null ? null : SaidOutcome.of(said));
  }

  private static Instant at(@Nullable Instant reported) {
    return reported == null ? Instant.MIN : reported;
  }
}
