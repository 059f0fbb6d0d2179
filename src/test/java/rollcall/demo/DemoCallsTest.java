package rollcall.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import rollcall.calls.Calls;
import rollcall.jsonapi.schema.Draft;

final class DemoCallsTest {
  private static final Instant END = Instant.parse("2026-03-18T15:30:00Z");

  private final List<DemoCalls.Month> months =
      DemoOrganisation.ALL.stream()
          .map(organisation -> DemoCalls.month(organisation, 7, END))
          .toList();

  @Test
  void isTheSameForTheSameSeedAndInstant() {
    assertThat(DemoCalls.month(DemoOrganisation.CLINIC, 7, END)).isEqualTo(months.get(0));
    assertThat(DemoCalls.month(DemoOrganisation.CLINIC, 8, END)).isNotEqualTo(months.get(0));
  }

  @Test
  void hasAboutFiveThousandCallsOfAMonth() {
    assertThat(calls()).hasSizeBetween(4_500, 5_500);
    assertThat(calls())
        .allSatisfy(
            call -> {
              var started = (Instant) value(call, "started_at");
              assertThat(started).isBetween(END.minus(Duration.ofDays(32)), END);
            });
    assertThat(calls().stream().map(call -> call.id().orElseThrow()).distinct().count())
        .isEqualTo(calls().size());
  }

  @Test
  void hasEveryStatusAndMostlyCompletedCalls() {
    var shares =
        calls().stream()
            .collect(
                Collectors.groupingBy(
                    call -> String.valueOf(value(call, "status")), Collectors.counting()));

    assertThat(shares.keySet()).isEqualTo(new HashSet<>(Calls.STATUSES));
    assertThat(shares.get("completed")).isGreaterThan(calls().size() / 2);
  }

  @Test
  void hasCallsThatStillGoOnAndNoneFromTheFuture() {
    var goingOn = List.of("initiated", "ringing", "in_progress");
    assertThat(calls())
        .allSatisfy(
            call -> {
              var ended = (Instant) value(call, "ended_at");
              assertThat(ended == null).isEqualTo(goingOn.contains(value(call, "status")));
              if (ended != null) {
                var started = (Instant) value(call, "started_at");
                assertThat(ended).isBetween(started, END);
                assertThat(value(call, "duration_seconds"))
                    .isEqualTo(Duration.between(started, ended).toSeconds());
              }
            });
  }

  @Test
  void namesConversationsThatAreThere() {
    for (var month : months) {
      var there =
          month.conversations().stream()
              .map(conversation -> conversation.id().orElseThrow())
              .collect(Collectors.toSet());
      var named =
          month.calls().stream()
              .map(call -> value(call, "conversation_id"))
              .filter(Objects::nonNull)
              .toList();
      assertThat(named).isNotEmpty().doesNotHaveDuplicates();
      assertThat(new HashSet<Object>(named)).isEqualTo(there);
    }
  }

  @Test
  void usesNumbersKeptForFictionAlone() {
    var fiction =
        "\\+1\\d{3}55501\\d\\d|\\+442079460\\d{3}|\\+441614960\\d{3}"
            + "|\\+447700900\\d{3}|\\+493023125\\d{3}";
    assertThat(calls())
        .allSatisfy(
            call -> {
              assertThat((String) value(call, "from_number")).matches(fiction);
              assertThat((String) value(call, "to_number")).matches(fiction);
            });
  }

  private List<Draft> calls() {
    return months.stream().flatMap(month -> month.calls().stream()).toList();
  }

  private static Object value(Draft draft, String attribute) {
    var names = draft.type().attributes();
    return draft.values().get(names.indexOf(draft.type().field(attribute).orElseThrow()));
  }
}
