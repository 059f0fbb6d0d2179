package rollcall.faults;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// A call that a test plays: what truly happened, and when.
record PlayedCall(String source, int number, Instant startedAt, Ending ending) {
  /// How it ends, in the word of the API.
  enum Ending {
    COMPLETED("completed"),
    BUSY("busy"),
    CANCELLED("cancelled");

    private final String word;

    Ending(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  /// What happens in a call, in this order.
  enum Stage {
    STARTED(0),
    RANG(200),
    ANSWERED(400),
    ENDED(900);

    private final Duration after;

    Stage(int millis) {
      this.after = Duration.ofMillis(millis);
    }

    Duration after() {
      return after;
    }
  }

  /// The call of that number of `source`, which began at `startedAt`.
  static PlayedCall of(String source, int number, Instant startedAt) {
    var endings = Ending.values();
    return new PlayedCall(
        source, number, startedAt.truncatedTo(ChronoUnit.MICROS), endings[number % endings.length]);
  }

  /// Whether that happens in it.
  boolean has(Stage stage) {
    return stage != Stage.ANSWERED || ending == Ending.COMPLETED;
  }

  Instant at(Stage stage) {
    return startedAt.plus(stage.after());
  }

  /// What its source calls it. An Asterisk begins with the second of its beginning.
  String uuid() {
    return "%s-%d.%d".formatted(source, startedAt.getEpochSecond(), number);
  }

  String from() {
    return "1555%06d".formatted(number);
  }

  String to() {
    return "2%05d".formatted(number % 100_000);
  }

  /// Its row, where moments are told by that unit; an API client does not tell of the answer.
  Row row(ChronoUnit unit, boolean tellsAnswer) {
    return new Row(
        source,
        uuid(),
        "inbound",
        from(),
        to(),
        ending.word(),
        startedAt.truncatedTo(unit),
        tellsAnswer && ending == Ending.COMPLETED ? at(Stage.ANSWERED).truncatedTo(unit) : null,
        at(Stage.ENDED).truncatedTo(unit));
  }

  /// A call as the database has it.
  record Row(
      String source,
      String callUuid,
      String direction,
      String from,
      String to,
      @Nullable String status,
      @Nullable Instant startedAt,
      @Nullable Instant answeredAt,
      @Nullable Instant endedAt) {
    /// Whether it says of `call`, of whose beginning only the second was told, and of whose answer
    /// only that there was one, no more than that, and else is `right`.
    boolean isToTheSecond(PlayedCall call, Row right) {
      var second = call.startedAt().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
      if (startedAt == null
          || startedAt.isBefore(call.startedAt())
          || !startedAt.isBefore(second)) {
        return false;
      }
      // What ended within that second ends no sooner than it seems to have begun.
      var ended = startedAt.isAfter(call.at(Stage.ENDED)) ? startedAt : call.at(Stage.ENDED);
      return equals(
          new Row(
              source,
              callUuid,
              right.direction,
              right.from,
              right.to,
              right.status,
              startedAt,
              answeredAt,
              ended));
    }
  }
}
