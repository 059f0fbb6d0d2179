package rollcall.jsonapi.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import rollcall.app.Storage;
import rollcall.calls.Calls;

/// Whatever stands after the `?`, it is read without an exception, and quickly.
class ParserProperties {
  private static final QueryParser PARSER = new QueryParser(Storage.SCHEMA, QueryLimits.DEFAULT);
  private static final int LINE = 16 * 1024;

  private static final List<String> PIECES =
      List.of(
          "filter",
          "sort",
          "fields",
          "include",
          "[",
          "]",
          "[]",
          "][",
          "=",
          "&",
          "%",
          "%5B",
          "%00",
          "%ff",
          "+",
          "-",
          ",",
          "status",
          "id",
          "conversation",
          "calls",
          "Call",
          "or",
          "and",
          "not",
          "in",
          "eq",
          "is_nil",
          "0",
          "é",
          "\u0000",
          "\ud800",
          "📞",
          "{}");

  @Property(tries = 2_000)
  void readsAnyText(@ForAll String text) {
    read(text);
  }

  @Property(tries = 3_000)
  void readsAnyMixtureOfItsOwnWords(@ForAll("mixtures") String text) {
    read(text);
  }

  @Provide
  Arbitrary<String> mixtures() {
    return Arbitraries.of(PIECES).list().ofMaxSize(40).map(pieces -> String.join("", pieces));
  }

  private static void read(String text) {
    for (var parsed :
        List.of(
            PARSER.parseList(Optional.of(text), Calls.TYPE),
            PARSER.parseOne(Optional.of(text), Calls.TYPE))) {
      assertThat(parsed.problems())
          .hasSizeLessThanOrEqualTo(4 * Problem.MOST_OF_A_KIND)
          .allSatisfy(
              problem -> {
                assertThat(problem.status()).isEqualTo(400);
                assertThat(problem.detail()).isNotBlank().hasSizeLessThan(1_000);
              });
    }
  }

  @Test
  void readsTheWorstRequestLinesInNoTime() {
    var slow =
        worst()
            .filter(query -> best(query).compareTo(Duration.ofMillis(100)) > 0)
            .map(query -> best(query).toMillis() + " ms: " + query.substring(0, 60))
            .toList();
    assertThat(slow).isEmpty();
  }

  /// The shortest of some readings, since the machine may be busy with something else.
  private static Duration best(String query) {
    return IntStream.range(0, 5)
        .mapToObj(
            _ -> {
              var start = System.nanoTime();
              PARSER.parseList(Optional.of(query), Calls.TYPE);
              return Duration.ofNanos(System.nanoTime() - start);
            })
        .min(Duration::compareTo)
        .orElseThrow();
  }

  private static Stream<String> worst() {
    return Stream.of(
            "[",
            "]",
            "[]",
            "%",
            "%2",
            "=",
            "&",
            "a&",
            "a[]=&",
            "a[][b]=&",
            "filter[a]=&",
            "filter[status][in][]=&",
            "filter[or][][status]=&",
            "filter[or][9][not][status]=&",
            "filter[conversation][calls]")
        .<String>map(piece -> fill("", piece))
        .mapMulti(
            (query, all) -> {
              all.accept(query);
              all.accept("filter" + query);
              all.accept("filter=" + query.replace("&", "%26").replace("=", "%3D"));
              all.accept("sort=" + query);
              all.accept("fields=" + query.replace("&", ","));
              all.accept("include=" + query.replace("&", ","));
            });
  }

  private static String fill(String start, String piece) {
    return start + piece.repeat((LINE - start.length()) / piece.length());
  }

  @Test
  void readsManyDifferentUnknownNamesInNoTime() {
    var names = IntStream.range(0, 2_500).mapToObj(i -> "statu" + i);
    var query = "filter=" + names.collect(Collectors.joining("%26"));
    assertThat(best(query)).isLessThan(Duration.ofMillis(100));
  }
}
