package rollcall.jsonapi.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryStringTest {
  private static final int DEPTH = 64;

  private static String decoded(String query) {
    return switch (QueryString.decode(query, DEPTH)) {
      case Parsed.Ok<Parameter.Mapping>(var parameters) -> told(parameters);
      case Parsed.Invalid<Parameter.Mapping>(var problems) -> "400 " + problems.getFirst().detail();
    };
  }

  private static String told(Parameter parameter) {
    return switch (parameter) {
      case Parameter.Text(var text) -> text;
      case Parameter.Listing(var items) ->
          items.stream().map(QueryStringTest::told).toList().toString();
      case Parameter.Mapping(var entries) -> {
        var told = new TreeMap<String, String>();
        entries.forEach((key, value) -> told.put(key, told(value)));
        yield told.toString();
      }
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          ""                      | {}
          &&                      | {}
          a                       | {a=}
          a=                      | {a=}
          =x                      | {=x}
          a=b=c                   | {a=b=c}
          a=1&b=2                 | {a=1, b=2}
          a=b;c=d                 | {a=b;c=d}
          a?b=c                   | {a?b=c}
          a[b]=1                  | {a={b=1}}
          a%5Bb%5D=1              | {a={b=1}}
          a[b][c]=1&a[b][d]=2     | {a={b={c=1, d=2}}}
          a[]=1&a[]=2             | {a=[1, 2]}
          a[]                     | {a=[]}
          a[][b]=1&a[][c]=2       | {a=[{b=1, c=2}]}
          a[][b]=1&a[][b]=2       | {a=[{b=2}]}
          a[][]=1&a[][]=2         | {a=[[1, 2]]}
          a[0]=x&a[1]=y           | {a={0=x, 1=y}}
          a[b=1                   | {a[b=1}
          a]=1                    | {a]=1}
          [a]=1                   | {[a]=1}
          a[b]c=1                 | {a[b]c=1}
          a[b]c]=1                | {a={b]c=1}}
          a[[b]]=1                | {a={[b]=1}}
          a[]]=1                  | {a={]=1}}
          %5B                     | {[=}
          """)
  void decodesKeysThatNest(String query, String expected) {
    assertThat(decoded(query)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a=1&a=2                  | {a=2}
          a=1&a[b]=2               | {a={b=2}}
          a[b]=1&a=2               | {a=2}
          a[b]=1&a=2&a[c]=3        | {a=2}
          a[b]=1&a[b][c]=2         | {a={b={c=2}}}
          a[b][c]=1&a[b]=2         | {a={b=2}}
          a[b]=1&a[]=2             | {a=[2]}
          a[]=1&a[b]=2             | {a={b=2}}
          a[]=1&a[b]=2&a[]=3       | {a=[1, 3]}
          a[b]=1&a[]=2&a[c]=3      | {a={b=1, c=3}}
          """)
  void takesWhatCameLastUnderAKey(String query, String expected) {
    assertThat(decoded(query)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "a=b+c|{a=b c}",
        "a=%2B|{a=+}",
        "a=%zz|{a=%zz}",
        "a=%|{a=%}",
        "a=%4|{a=%4}",
        "a=%2525|{a=%25}",
        "a=%c3%A9|{a=é}",
        "a=é%F0%9F%93%9E|{a=é📞}",
        "a=%u0041|{a=%u0041}"
      })
  void decodesPercentSigns(String query, String expected) {
    assertThat(decoded(query)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=%ff", "%ff=a", "a=%c3%28", "a=%ed%a0%80", "a=%c0%80", "b=1&a=%e2%82"})
  void refusesBytesThatAreNoUtf8(String query) {
    assertThat(decoded(query)).startsWith("400 The query string is not UTF-8 at: ");
  }

  @Test
  void nestsAsDeepAsItMay() {
    assertThat(decoded("a" + "[b]".repeat(DEPTH))).startsWith("{a={b=");
    assertThat(decoded("a" + "[b]".repeat(DEPTH + 1)))
        .startsWith("400 A parameter may nest at most 64 brackets deep: a[b][b]")
        .endsWith("…");
  }

  @Test
  void hasNothingWhereThereIsNoQuery() {
    assertThat(QueryString.decode("", DEPTH))
        .isEqualTo(new Parsed.Ok<>(new Parameter.Mapping(Map.of())));
  }
}
