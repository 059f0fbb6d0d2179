package rollcall.calls;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import rollcall.jsonapi.schema.Draft;
import rollcall.jsonapi.schema.Outcome;

/// What a client's changes make of a stored call. Naming what a call has already is no change.
record Amendment(
    StoredCall call, CallKey key, CallFacts facts, Outcome.@Nullable InvalidTransition fault) {

  static Amendment of(StoredCall call, Draft changes, Instant now) {
    var news = news(call, changes);
    var facts =
        news.named().isEmpty() ? call.facts() : CallStatement.changing(call.facts(), news, now);
    var source = (String) changes.value("call_source");
    return new Amendment(
        call,
        source == null ? call.key() : new CallKey(source, call.key().callUuid()),
        facts,
        fault(call.facts(), facts, news));
  }

  /// Those of `changes` that name another value than `call` shows.
  private static Draft news(StoredCall call, Draft changes) {
    var shown = CallColumns.draft(call.id(), call.key(), call.facts());
    var named = new HashSet<>(changes.named());
    named.removeIf(name -> Objects.equals(shown.value(name), changes.value(name)));
    return new Draft(changes.type(), changes.id(), changes.values(), named);
  }

  private static Outcome.@Nullable InvalidTransition fault(
      CallFacts before, CallFacts after, Draft news) {
    var to = CallState.of(after).status();
    var said = news.names("status") ? (String) news.value("status") : to;
    var ended = before.end();
    var refuted = ended != null && ended.isEstimate() && after.end() == null;
    var from = CallState.of(refuted ? before.withoutEnd() : before).status();
    var over = ended != null && !ended.isEstimate() && !Statuses.isTerminal(said);
    if (!(over && news.names("status"))
        && Statuses.mayFollow(from, to)
        && Statuses.mayFollow(from, said)) {
      return null;
    }
    var attribute =
        List.of("status", "ended_at", "answered_at").stream()
            .filter(news::names)
            .findFirst()
            .orElse("status");
    return new Outcome.InvalidTransition(attribute, String.valueOf(from), String.valueOf(said));
  }

  boolean changesKey() {
    return !key.equals(call.key());
  }

  boolean changesAnything() {
    return changesKey() || !facts.equals(call.facts());
  }

  CallTable.Change change() {
    return new CallTable.Change(call, key, facts);
  }
}
