package rollcall.jsonapi.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads `page[limit]`, `page[offset]`, `page[after]`, `page[before]` and `page[count]`. One
/// thread.
final class PageParser {
  private static final String PARAMETER = "page";

  /// The names under `page`, `size` being the word of the cursor pagination profile for `limit`.
  private static final List<String> NAMES =
      List.of("limit", "size", "offset", "after", "before", "count");

  private static final Pattern NUMBER = Pattern.compile("0*[0-9]{1,19}");
  private static final Pattern POSITIVE = Pattern.compile("0*[1-9][0-9]*");

  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, Parameter> entries;

  private PageParser(Map<String, Parameter> entries) {
    this.entries = entries;
  }

  /// The page that is asked for; nothing where `page` is absent, which means the whole list.
  static Parsed<Optional<PageRequest>> parse(Parameter.Mapping query) {
    return switch (query.entries().get(PARAMETER)) {
      case null -> new Parsed.Ok<>(Optional.empty());
      case Parameter.Mapping(var entries) -> {
        var parser = new PageParser(entries);
        yield Parsed.of(Optional.of(parser.read()), parser.problems);
      }
      case Parameter.Text _, Parameter.Listing _ ->
          Parsed.invalid(
              Problem.invalidPagination(
                  PARAMETER, "page is a map: page[limit]=25&page[after]=… or page[offset]=50."));
    };
  }

  private PageRequest read() {
    entries.keySet().stream()
        .filter(name -> !NAMES.contains(name))
        .limit(Problem.MOST_OF_A_KIND)
        .forEach(this::refuseName);
    var limit = limit();
    var offset = offset();
    var after = cursor("after");
    var before = cursor("before");
    refuseTwoPlaces();
    return new PageRequest(limit, offset, after, before, counted());
  }

  private void refuseName(String name) {
    refuse(
        name,
        "There is no page["
            + Shown.of(name)
            + "]."
            + NearestName.hint(name, NAMES)
            + " A page is told by limit (or size), offset, after, before and count.");
  }

  private int limit() {
    if (entries.containsKey("limit") && entries.containsKey("size")) {
      refuse("size", "page[size] is another word for page[limit]; give one of them.");
    }
    var name = entries.containsKey("size") ? "size" : "limit";
    var limit = number(name, 1, PageRequest.MOST_ROWS);
    return (int) limit.orElse(PageRequest.DEFAULT_LIMIT);
  }

  private OptionalLong offset() {
    return number("offset", 0, Long.MAX_VALUE);
  }

  private OptionalLong number(String name, long least, long most) {
    if (!entries.containsKey(name)) {
      return OptionalLong.empty();
    }
    var text = text(name);
    if (text != null && NUMBER.matcher(text).matches()) {
      var value = Long.parseUnsignedLong(text);
      if (value >= least && value <= most) {
        return OptionalLong.of(value);
      }
    }
    var detail =
        most == Long.MAX_VALUE
            ? "page[" + name + "] must be a whole number from " + least + "."
            : "page[" + name + "] must be a whole number from " + least + " to " + most + ".";
    var problem = problem(name, detail);
    var tooLarge = name.equals("size") && text != null && POSITIVE.matcher(text).matches();
    problems.add(tooLarge ? problem.as(CursorPagination.Fault.MAX_SIZE_EXCEEDED) : problem);
    return OptionalLong.empty();
  }

  private Optional<String> cursor(String name) {
    if (!entries.containsKey(name)) {
      return Optional.empty();
    }
    var text = text(name);
    if (text == null || text.isEmpty()) {
      problems.add(
          Problem.invalidCursor(
              name, "page[" + name + "] must be a cursor, as a link of an earlier page has it."));
      return Optional.empty();
    }
    return Optional.of(text);
  }

  private void refuseTwoPlaces() {
    var places =
        List.of("offset", "after", "before").stream().filter(entries::containsKey).toList();
    if (places.size() < 2) {
      return;
    }
    var problem =
        problem(
            places.getLast(),
            "A page begins at one place: page["
                + String.join("], page[", places)
                + "] exclude each other.");
    var isRange = places.containsAll(List.of("after", "before"));
    problems.add(isRange ? problem.as(CursorPagination.Fault.RANGE_NOT_SUPPORTED) : problem);
  }

  private boolean counted() {
    if (!entries.containsKey("count")) {
      return false;
    }
    return switch (text("count")) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      case null, default -> {
        refuse("count", "page[count] must be true or false.");
        yield false;
      }
    };
  }

  private @Nullable String text(String name) {
    return entries.get(name) instanceof Parameter.Text(var text) ? text : null;
  }

  private void refuse(String name, String detail) {
    problems.add(problem(name, detail));
  }

  private static Problem problem(String name, String detail) {
    return Problem.invalidPagination(PARAMETER + "[" + Shown.of(name) + "]", detail);
  }
}
