package rollcall.switches;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EndpointTest {
  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:8021", "pbx.example:5038", "[::1]:1", "a:65535"})
  void isPrintedAsItIsRead(String text) {
    assertThat(Endpoint.parse(text)).map(Endpoint::toString).contains(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", ":1", "a:", "a:0", "a:65536", "::1:5", "a b:1", "http://a:1"})
  void isNothingElse(String text) {
    assertThat(Endpoint.parse(text)).isEmpty();
  }

  @Test
  void namesAnAddressWithoutItsBrackets() {
    assertThat(Endpoint.parse("[::1]:8021")).contains(new Endpoint("::1", 8021));
  }
}
