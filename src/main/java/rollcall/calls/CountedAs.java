package rollcall.calls;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import rollcall.jsonapi.schema.Draft;

/// What calls are told apart by when they are counted: the hour in which they began, where that is
/// known, and three of their attributes.
record CountedAs(
    @Nullable Instant hour, String direction, @Nullable String status, String callSource) {

  /// That of a call that began at `startedAt`.
  static CountedAs of(
      @Nullable Instant startedAt, String direction, @Nullable String status, String callSource) {
    return new CountedAs(
        startedAt == null ? null : startedAt.truncatedTo(ChronoUnit.HOURS),
        direction,
        status,
        callSource);
  }

  /// That of a call as it is written.
  static CountedAs of(Draft call) {
    return of(
        (Instant) call.value("started_at"),
        (String) Objects.requireNonNull(call.value("direction")),
        (String) call.value("status"),
        (String) Objects.requireNonNull(call.value("call_source")));
  }

  /// That of a call as it stands in the database.
  static CountedAs of(StoredCall call) {
    return of(
        call.facts().moments().startedAt(),
        call.facts().knownParties().direction(),
        call.status(),
        call.key().callSource());
  }
}
