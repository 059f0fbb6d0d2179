package bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// The kinds of lists for which there is a limit. `agent1` has about one call in fifty, `agent4`
/// one in a hundred (fill.sql).
final class Listings {
  private static final double PAGE_MILLIS = 25;
  private static final double COUNT_MILLIS = 20;
  private static final double NUMBER_MILLIS = 50;
  private static final List<String> SORTED =
      List.of("id", "started_at", "call_uuid", "from_number", "to_number", "conversation_id");
  private static final List<String> FOUND =
      List.of("id", "call_uuid", "conversation_id", "from_number", "to_number");

  private Listings() {}

  /// Pages of 100.
  static List<Listing> pages() {
    var all = new ArrayList<Listing>();
    all.add(page("no filter", "", _ -> true));
    for (var field : SORTED) {
      for (var prefix : List.of("", "-", "++", "--")) {
        all.add(
            page(
                "sort=" + prefix + field,
                "&sort=" + prefix.replace("+", "%2B") + field,
                _ -> true));
      }
    }
    for (var field : FOUND) {
      all.add(page(field + " = one", "&filter[%s]={%s}".formatted(field, field), has(field)));
      all.add(page(field + " in three", in(field), has(field)));
    }
    all.add(startingWith("call_uuid", "4"));
    all.add(startingWith("call_uuid", "-4"));
    for (var field : List.of("from_number", "to_number")) {
      all.add(startingWith(field, "5"));
      all.add(startingWith(field, "7"));
      all.add(startingWith(field, "-2"));
    }
    all.add(page("still open", "&filter[ended_at][is_nil]=true", call -> !call.has("ended_at")));
    all.add(range("a month", "fortnight", ""));
    all.add(range("a month, oldest first", "fortnight", "&sort=started_at"));
    all.add(range("a day", "half_day", ""));
    all.add(is("status", "completed"));
    all.add(is("status", "busy"));
    all.add(is("status", "failed"));
    all.add(is("direction", "inbound"));
    all.add(is("direction", "outbound"));
    all.add(is("call_source", "freeswitch"));
    all.add(is("call_source", "twilio"));
    all.add(is("sip_username", "agent1"));
    all.add(is("sip_username", "agent4"));
    return all;
  }

  /// Searches inside numbers.
  static List<Listing> numbers() {
    return List.of(
        number("all digits", "{from_number}"),
        number("first nine", "{from_number:9}"),
        number("first six", "{from_number:6}"),
        number("first five", "{from_number:5}"),
        number("last five", "{from_number:$5}"),
        number("last four", "{from_number:$4}"),
        number("another's number", "{to_number}"));
  }

  private static Listing number(String name, String value) {
    return new Listing(
        "number matches, " + name,
        "page[limit]=100&filter[number][matches]=" + value,
        call -> call.get("from_number").length() > 9 && call.get("to_number").length() > 9,
        false,
        NUMBER_MILLIS);
  }

  /// Pages of 25 with a count, each of which is exact.
  static List<Listing> counts() {
    return List.of(
        count("no filter", ""),
        count("status", "&filter[status]={status}"),
        count("direction", "&filter[direction]={direction}"),
        count("call_source", "&filter[call_source]={call_source}"),
        count(
            "a month",
            "&filter[started_at][gte]={fortnight_before}&filter[started_at][lt]={fortnight_after}"),
        count("since", "&filter[started_at][gte]={started_at}"),
        count(
            "a day",
            "&filter[started_at][gte]={half_day_before}&filter[started_at][lt]={half_day_after}"));
  }

  private static Listing count(String name, String query) {
    return new Listing(
        "count, " + name,
        "page[limit]=25&page[count]=true" + query,
        has("started_at"),
        false,
        COUNT_MILLIS);
  }

  private static Listing page(String name, String query, Predicate<Sample> fits) {
    return new Listing(name, "page[limit]=100" + query, fits, true, PAGE_MILLIS);
  }

  private static Listing is(String field, String value) {
    return page(
        field + " = " + value,
        "&filter[%s]=%s".formatted(field, value),
        call -> call.is(field, value));
  }

  private static Listing startingWith(String field, String cut) {
    var name = cut.startsWith("-") ? "all but " + cut.substring(1) : cut;
    return page(
        field + " begins with " + name,
        "&filter[%s][string_starts_with]={%s:%s}".formatted(field, field, cut),
        call -> call.get(field).length() > 9);
  }

  private static Listing range(String name, String length, String more) {
    return page(
        "started_at within " + name,
        "&filter[started_at][gte]={%s_before}&filter[started_at][lt]={%s_after}%s"
            .formatted(length, length, more),
        has("started_at"));
  }

  private static String in(String field) {
    var one = "&filter[" + field + "][in][]={" + field;
    return one + "}" + one + "2}" + one + "3}";
  }

  private static Predicate<Sample> has(String field) {
    return call -> call.has(field);
  }
}
