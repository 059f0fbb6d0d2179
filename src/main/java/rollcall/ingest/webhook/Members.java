package rollcall.ingest.webhook;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import rollcall.ingest.SourceText;

/// Reads the members of an object one by one, and adds what is wrong with any to `faults`, each in
/// a sentence that names the member by its path.
record Members(String path, Map<String, Object> values, List<String> faults) {
  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final int LAST_YEAR = 9_999;

  /// Checks that there are no members but those of `known`.
  void refuseOthers(Set<String> known) {
    for (var name : values.keySet()) {
      if (!known.contains(name)) {
        fault(SourceText.of(name).orElse(""), "is not known; known are " + list(known));
      }
    }
  }

  /// The text of that name, nothing when it is missing or empty.
  Optional<String> text(String name) {
    return typed(name, String.class, "must be a string").flatMap(SourceText::of);
  }

  /// The whole number of that name, if it is from `least` to `most`.
  Optional<Long> number(String name, long least, long most) {
    var must = "must be a whole number from " + least + " to " + most;
    var number = typed(name, Long.class, must);
    return checked(name, number.filter(n -> n >= least && n <= most), number.isPresent(), must);
  }

  /// The moment of that name.
  Optional<Instant> time(String name) {
    return parsed(
        name, Members::moment, "must be a time with its zone, such as 2026-11-23T09:01:03.782728Z");
  }

  /// The UUID of that name.
  Optional<UUID> uuid(String name) {
    return parsed(
        name,
        text ->
            UUID_TEXT.matcher(text).matches()
                ? Optional.of(UUID.fromString(text))
                : Optional.empty(),
        "must be a UUID");
  }

  /// What the word of that name means by `words`.
  <T> Optional<T> word(String name, Map<String, T> words) {
    return parsed(
        name,
        text -> Optional.ofNullable(words.get(text)),
        "must be one of " + list(words.keySet()));
  }

  /// The object of that name.
  Optional<Members> object(String name) {
    return typed(name, Map.class, "must be an object")
        .map(
            map -> {
              @SuppressWarnings("unchecked") // Body makes no other maps.
              var members = (Map<String, Object>) map;
              return new Members(path + name + ".", members, faults);
            });
  }

  /// Whether the member is there; an empty text is as good as none.
  boolean has(String name) {
    return values.containsKey(name) && !(values.get(name) instanceof String text && text.isBlank());
  }

  /// Notes that the member of that name is wrong, since it `does` something.
  void fault(String name, String does) {
    faults.add("`" + path + name + "` " + does + ".");
  }

  private <T> Optional<T> parsed(String name, Function<String, Optional<T>> parse, String must) {
    var text = typed(name, String.class, must).flatMap(SourceText::of);
    return checked(name, text.flatMap(parse), text.isPresent(), must);
  }

  private <T> Optional<T> checked(String name, Optional<T> value, boolean given, String must) {
    if (given && value.isEmpty()) {
      fault(name, must);
    }
    return value;
  }

  private <T> Optional<T> typed(String name, Class<T> type, String must) {
    var value = Optional.ofNullable(values.get(name));
    return checked(name, value.filter(type::isInstance).map(type::cast), value.isPresent(), must);
  }

  private static Optional<Instant> moment(String text) {
    try {
      var time = OffsetDateTime.parse(text);
      var year = time.toInstant().atOffset(ZoneOffset.UTC).getYear();
      return year > 0 && year <= LAST_YEAR ? Optional.of(time.toInstant()) : Optional.empty();
    } catch (DateTimeException _) {
      // It is no time; the caller says so.
      return Optional.empty();
    }
  }

  private static String list(Set<String> words) {
    return String.join(", ", new TreeSet<>(words));
  }
}
