package rollcall.verify;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// Compares the answer to one vector with what is expected, and collects every difference.
public final class Checker {
  private static final String MEDIA_TYPE = "application/vnd.api+json";
  private static final int SHOWN = 160;

  private final Vector vector;
  private final String self;
  private final Answer answer;
  private final List<Difference> differences = new ArrayList<>();

  private Checker(Vector vector, String self, Answer answer) {
    this.vector = vector;
    this.self = self;
    this.answer = answer;
  }

  /// What differs; nothing when the answer is right. `base` is the URL of the deployment without a
  /// path, with which `links.self` begins.
  public static List<Difference> check(Vector vector, String base, Answer answer) {
    var checker = new Checker(vector, base + vector.target(), answer);
    checker.check();
    return List.copyOf(checker.differences);
  }

  private void check() {
    same("status", vector.expect().get("status"), BigDecimal.valueOf(answer.status()));
    same("Content-Type", MEDIA_TYPE, answer.header("Content-Type").orElse("(none)"));
    if (vector.method().equals("HEAD")) {
      same("body", 0, answer.body().length);
      return;
    }
    @Nullable Object document;
    try {
      document = Json.parse(answer.body());
    } catch (JacksonException e) {
      differ("body", "JSON", e.getOriginalMessage() + ": " + shown(body()));
      return;
    }
    same("jsonapi", Map.of("version", "1.0"), Json.at(document, "jsonapi"));
    if (answer.status() < 400) {
      checkData(document);
    } else {
      checkErrors(document);
    }
  }

  private void checkData(@Nullable Object document) {
    var members = new HashSet<String>(Set.of("data", "jsonapi", "links", "meta"));
    if (Json.names(document).contains("included")) {
      members.add("included");
    }
    same("members", members, Json.names(document));
    same("links.self", self, Json.at(Json.at(document, "links"), "self"));
    same("meta is an object", true, Json.at(document, "meta") instanceof Map);
    var data = Json.at(document, "data");
    rowsOf(data).forEach(this::checkRow);
    Json.list(Json.at(document, "included")).forEach(this::checkRow);
    if (vector.expect().containsKey("groups")) {
      checkList(data);
    }
    if (vector.expect().containsKey("one")) {
      checkExactly("one", vector.expect().get("one"), data);
    }
    checkIncluded(document);
  }

  private static List<?> rowsOf(@Nullable Object data) {
    return data instanceof Map ? List.of(data) : Json.list(data);
  }

  private void checkRow(@Nullable Object row) {
    var id = String.valueOf(Json.at(row, "id"));
    same(
        "members of " + id,
        Set.of("type", "id", "attributes", "relationships", "links", "meta"),
        Json.names(row));
    same("attributes of " + id + " is an object", true, Json.at(row, "attributes") instanceof Map);
    if (Json.at(row, "relationships") instanceof Map<?, ?> relationships) {
      relationships.forEach((name, linkage) -> checkLinkage(id + "." + name, linkage));
    }
  }

  private void checkLinkage(String where, @Nullable Object linkage) {
    same("members of " + where, Set.of("data", "links", "meta"), Json.names(linkage));
    var data = Json.at(linkage, "data");
    if (data != null) {
      same("members of " + where + ".data", Set.of("type", "id", "meta"), Json.names(data));
    }
  }

  private void checkList(@Nullable Object data) {
    if (!(data instanceof List)) {
      differ("data", "a list", String.valueOf(data));
      return;
    }
    var rows = rowsOf(data);
    checkOrder(rows.stream().map(row -> String.valueOf(Json.at(row, "id"))).toList());
    if (vector.expect().get("attributes") instanceof List<?> names) {
      for (var row : rows) {
        same(
            "attributes of " + Json.at(row, "id"),
            Set.copyOf(names),
            Json.names(Json.at(row, "attributes")));
      }
    }
    if (vector.expect().containsKey("first")) {
      checkFirst(vector.expect().get("first"), rows);
    }
  }

  /// One row of the first run; which of that run comes first is free.
  private void checkFirst(@Nullable Object expected, List<?> rows) {
    var id = Json.at(expected, "id");
    var row = rows.stream().filter(came -> Objects.equals(id, Json.at(came, "id"))).findFirst();
    checkExactly("first", expected, row.isPresent() ? row.get() : null);
  }

  /// The ids in runs: between runs the order is fixed, within a run it is free.
  private void checkOrder(List<String> ids) {
    var expected = Json.list(vector.expect().get("groups"));
    var at = 0;
    for (var run = 0; run < expected.size(); run++) {
      var wanted = Json.list(expected.get(run)).stream().map(String::valueOf).sorted().toList();
      var end = Math.min(ids.size(), at + wanted.size());
      var came = ids.subList(at, end).stream().sorted().toList();
      if (!wanted.equals(came)) {
        differ("ids, run " + run, wanted.toString(), came.toString());
        return;
      }
      at = end;
    }
    same("number of rows", at, ids.size());
  }

  private void checkExactly(String what, @Nullable Object expected, @Nullable Object row) {
    same(what + ".id", Json.at(expected, "id"), Json.at(row, "id"));
    var wanted = Json.at(expected, "attributes");
    var came = Json.at(row, "attributes");
    same(what + ".attributes", Json.names(wanted), Json.names(came));
    for (var name : Json.names(wanted)) {
      same(
          what + "." + name,
          Json.at(wanted, String.valueOf(name)),
          Json.at(came, String.valueOf(name)));
    }
  }

  private void checkIncluded(@Nullable Object document) {
    var came =
        Json.list(Json.at(document, "included")).stream()
            .map(row -> Json.at(row, "type") + " " + Json.at(row, "id"))
            .sorted()
            .toList();
    same("included is unique", came.stream().distinct().toList(), came);
    if (vector.expect().containsKey("included")) {
      var wanted =
          Json.list(vector.expect().get("included")).stream()
              .map(pair -> Json.list(pair).get(0) + " " + Json.list(pair).get(1))
              .sorted()
              .toList();
      same("included", wanted, came);
    }
  }

  private void checkErrors(@Nullable Object document) {
    same("members", Set.of("errors", "jsonapi"), Json.names(document));
    var errors = Json.list(Json.at(document, "errors"));
    same("has errors", true, !errors.isEmpty());
    var highest = 0;
    for (var error : errors) {
      checkError(error);
      highest = Math.max(highest, status(error));
    }
    same("highest status of the errors", answer.status(), highest);
    same(
        "error ids are unique",
        errors.size(),
        (int) errors.stream().map(error -> Json.at(error, "id")).distinct().count());
    among("codes", errors.stream().map(error -> Json.at(error, "code")).toList());
    if (vector.expect().get("sources") instanceof List<?> sources) {
      var came = errors.stream().map(error -> Json.at(error, "source")).toList();
      for (var source : sources) {
        var wanted = Json.parse(String.valueOf(source).getBytes(StandardCharsets.UTF_8));
        if (!came.contains(wanted)) {
          differ("sources", String.valueOf(wanted), came.toString());
        }
      }
    }
  }

  private void checkError(@Nullable Object error) {
    var members = new HashSet<String>(Set.of("id", "status", "code", "title", "detail", "meta"));
    if (Json.names(error).contains("source")) {
      members.add("source");
    }
    same("members of an error", members, Json.names(error));
    for (var member : List.of("id", "status", "code", "title", "detail")) {
      same(
          "error." + member + " is text",
          true,
          Json.at(error, member) instanceof String text && !text.isEmpty());
    }
  }

  private static int status(@Nullable Object error) {
    return Json.at(error, "status") instanceof String text && text.matches("\\d{3}")
        ? Integer.parseInt(text)
        : 0;
  }

  /// Each expected code must come as often as it is expected, or more often.
  private void among(String member, List<? extends @Nullable Object> came) {
    var left = new HashMap<Object, Integer>();
    came.forEach(value -> left.merge(String.valueOf(value), 1, Integer::sum));
    for (var wanted : Json.list(vector.expect().get(member))) {
      if (left.merge(String.valueOf(wanted), -1, Integer::sum) < 0) {
        differ(member, Json.list(vector.expect().get(member)).toString(), came.toString());
        return;
      }
    }
  }

  private void same(String what, @Nullable Object expected, @Nullable Object came) {
    if (!Objects.equals(expected, came)) {
      differ(what, String.valueOf(expected), String.valueOf(came));
    }
  }

  private void differ(String what, String expected, String came) {
    differences.add(new Difference(what, shown(expected), shown(came)));
  }

  private String body() {
    return new String(
        Arrays.copyOf(answer.body(), Math.min(answer.body().length, SHOWN)),
        StandardCharsets.UTF_8);
  }

  private static String shown(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN - 1) + "…";
  }
}
