package bench;

import java.util.List;

/// What is told of every call, event by event. Calls go on side by side, as in life: so many begin,
/// then all of them ring, and so on.
record Story(List<Template> events) {
  private static final int CALLS_AT_ONCE = 64;

  Story {
    events = List.copyOf(events);
  }

  static Story of(List<String> texts) {
    return new Story(texts.stream().map(Template::of).toList());
  }

  /// The event of that number.
  byte[] event(long number) {
    return events.get(stage(number)).fill(call(number), number);
  }

  /// The call that an event is of.
  long call(long number) {
    return number / block() * CALLS_AT_ONCE + number % CALLS_AT_ONCE;
  }

  /// Whether the event is the first of its call.
  boolean isFirst(long number) {
    return stage(number) == 0;
  }

  /// How many calls begin in the first `events` events from the beginning of a block.
  long begun(long events) {
    return events / block() * CALLS_AT_ONCE + Math.min(events % block(), CALLS_AT_ONCE);
  }

  private int stage(long number) {
    return (int) (number % block() / CALLS_AT_ONCE);
  }

  /// How many events it takes until the next calls begin.
  int block() {
    return CALLS_AT_ONCE * events.size();
  }
}
