package rollcall.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import rollcall.verify.Vector;

/// Request targets that nobody should send: recorded ones spoiled, words of the grammar thrown
/// together, and mere bytes. Each character stands for one byte, none of them ends a request line.
final class HostileQueries {
  private static final List<String> PATHS =
      List.of(
          "/api/calls",
          "/api/calls",
          "/api/calls",
          "/api/conversations",
          "/api/organisations",
          "/api/calls/2ac954c3-3173-49f7-b59e-cf105c6cf0c2",
          "/api/organisations/aaaaaaaa-0000-4000-8000-000000000001");

  private static final List<String> FIELDS =
      List.of(
          "id",
          "direction",
          "from_number",
          "sip_username",
          "status",
          "call_uuid",
          "started_at",
          "duration_seconds",
          "conversation_id",
          "organisation_id",
          "conversation",
          "calls",
          "call",
          "organisation",
          "channel",
          "metadata",
          "name",
          "and",
          "or",
          "not",
          "0",
          "-1",
          "",
          "nope");

  private static final List<String> OPERATORS =
      List.of(
          "eq",
          "not_eq",
          "gt",
          "%3C%3D",
          "in",
          "is_nil",
          "contains",
          "string_starts_with",
          "string_ends_with",
          "like",
          "ilike",
          "is_distinct_from",
          "is_not_distinct_from",
          "not",
          "has",
          "fragment",
          "at_path",
          "",
          "0");

  private static final List<String> PIECES =
      List.of(
          "'",
          "\"",
          "\\",
          "%5C",
          "%27",
          "--",
          ";",
          "/*",
          "*/",
          "$1",
          "?",
          "%3F",
          "::text",
          "'%20or%20'1'='1",
          "'%3Bdrop%20table%20calls%3B--",
          ")%20or%20(1=1",
          "1%20union%20select%20*%20from%20calls",
          "pg_sleep(10)",
          "%00",
          "%ff",
          "%c3",
          "%c3%28",
          "%ed%a0%80",
          "%f0%9f%93%9e",
          "%EF%BB%BF",
          "%E2%80%AE",
          "%zz",
          "%",
          "%%%",
          "%u0041",
          "+",
          "++",
          "--",
          ",",
          ",,",
          "&",
          "&&",
          "=",
          "==",
          "[",
          "]",
          "[]",
          "[][]",
          "][",
          "[[",
          "]]",
          "[0]",
          "[not]",
          "[or][]",
          "[and][0]",
          "[conversation]",
          "[calls]",
          "filter",
          "filter=",
          "sort=",
          "include=",
          "fields=",
          "fields[Call]=",
          "field_inputs[Call]",
          "page[limit]=1",
          "null",
          "true",
          "NaN",
          "1e400",
          "-0",
          "99999999999999999999",
          "-9223372036854775808",
          "2025-01-05T00:00:00Z",
          "2025-01-05T00:00:00%2B23:59",
          "-4712-01-01T00:00:00Z",
          "9999-12-31T23:59:59-23:59",
          "{}",
          "%7B%22a%22:1%7D",
          "../..",
          "\u00c3\u00a9",
          "\u00ff",
          "\u0080",
          "#",
          "aaaaaaaa-0000-4000-8000-000000000001",
          "%D9%A6",
          "%C4%B0",
          "%5Cu0000");

  private final List<String> good;
  private final Random random;

  private HostileQueries(List<String> good, Random random) {
    this.good = good;
    this.random = random;
  }

  static List<String> recorded() throws IOException {
    return Vector.read(Path.of("contract/vectors.jsonl")).stream().map(Vector::target).toList();
  }

  /// The target that `seed` stands for.
  static String target(List<String> good, long seed) {
    var queries = new HostileQueries(good, new Random(seed));
    var target =
        switch (queries.random.nextInt(10)) {
          case 0 -> queries.bytes();
          case 1, 2, 3 -> queries.words();
          case 4 -> queries.longOne();
          default -> queries.spoiled();
        };
    return target.replaceAll("[\\r\\n ]", "%20");
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private String bytes() {
    var bytes = new byte[random.nextInt(200)];
    random.nextBytes(bytes);
    return one(PATHS) + "?" + new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private String spoiled() {
    var text = new StringBuilder(bytesOf(one(good)));
    for (var times = random.nextInt(5); times >= 0; times--) {
      spoil(text);
    }
    return text.toString().startsWith("/") ? text.toString() : "/" + text;
  }

  private static String bytesOf(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  private void spoil(StringBuilder text) {
    var query = text.indexOf("?") + 1;
    var at = query + random.nextInt(text.length() - query + 1);
    var end = Math.min(text.length(), at + random.nextInt(8));
    switch (random.nextInt(7)) {
      case 0 -> text.insert(at, (char) random.nextInt(256));
      case 1 -> text.delete(at, end);
      case 2 -> text.insert(at, text.substring(at, end));
      case 3 -> text.insert(at, "%%%02x".formatted(random.nextInt(256)));
      case 4 -> text.append('&').append(bytesOf(one(good)).replaceFirst("^[^?]*\\?", ""));
      default -> text.insert(at, one(PIECES));
    }
  }

  private String words() {
    return one(PATHS)
        + "?"
        + IntStream.range(0, 1 + random.nextInt(4))
            .mapToObj(_ -> word())
            .collect(Collectors.joining("&"));
  }

  private String word() {
    return switch (random.nextInt(8)) {
      case 0 -> "sort=" + one(List.of("", "-", "++", "--", "+", "%2B")) + one(FIELDS);
      case 1 -> "include=" + one(FIELDS) + "," + one(FIELDS);
      case 2 -> "fields[" + one(List.of("Call", "Conversation", "Nope", "")) + "]=" + one(FIELDS);
      case 3 -> "filter=" + filter().replace("&", "%26").replace("=", "%3D");
      default -> "filter" + filter();
    };
  }

  private String filter() {
    return IntStream.range(0, random.nextInt(5))
            .mapToObj(_ -> "[" + one(FIELDS) + "]")
            .collect(Collectors.joining())
        + "["
        + one(OPERATORS)
        + "]"
        + (random.nextBoolean() ? "[]=" : "=")
        + one(PIECES);
  }

  /// One piece again and again, up to and beyond what a request line holds.
  private String longOne() {
    var piece = random.nextBoolean() ? one(PIECES) : "[" + one(FIELDS) + "]";
    var times = 1 << random.nextInt(13);
    var start = one(List.of("", "filter", "filter=", "filter[or]", "sort=", "fields=", "include="));
    var repeated = piece.repeat(Math.min(times, 17_000 / piece.length()));
    var end = one(List.of("", "=", "=x", "[status]=failed", "&" + word()));
    return one(PATHS) + "?" + start + repeated + end;
  }
}
