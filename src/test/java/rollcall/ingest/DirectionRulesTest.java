package rollcall.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.ingest.Arrival.Trait;

final class DirectionRulesTest {
  private static final Arrival STRANGER =
      Arrival.of(false, false)
          .with(Trait.CONTEXT, Optional.of("public"))
          .with(Trait.ADDRESS, Optional.of("192.0.2.7"))
          .with(Trait.PROFILE, Optional.of("external"))
          .with(Trait.ENDPOINT, Optional.empty());

  @ParameterizedTest
  @CsvSource({"true,false,outbound", "false,true,outbound", "false,false,inbound"})
  void withoutRulesUsersAndTheSwitchCallOut(
      boolean authenticated, boolean originated, String direction) {
    assertThat(DirectionRules.NONE.direction(Arrival.of(authenticated, originated)))
        .isEqualTo(direction);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "context=public",
        "context=pub*",
        "context=*",
        "profile=external,context=public",
        "authenticated=no",
        "originated=no, context=public",
        "address=192.0.2.7",
        "address=192.0.2.0/24",
        "address=0.0.0.0/0"
      })
  void aRuleThatFitsCounts(String conditions) {
    assertThat(DirectionRules.parse(List.of(conditions + ":outbound")).direction(STRANGER))
        .isEqualTo("outbound");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "context=publi",
        "context=internal",
        "context=public,authenticated=yes",
        "endpoint=*",
        "address=192.0.3.0/24",
        "address=2001:db8::/32"
      })
  void aRuleThatDoesNotFitLeavesItToOurs(String conditions) {
    assertThat(DirectionRules.parse(List.of(conditions + ":outbound")).direction(STRANGER))
        .isEqualTo("inbound");
  }

  @Test
  void theFirstRuleThatFitsCounts() {
    var rules =
        DirectionRules.parse(
            List.of("context=internal:inbound", "context=public:outbound", "context=*:inbound"));

    assertThat(rules.direction(STRANGER)).isEqualTo("outbound");
    assertThat(rules).isEqualTo(DirectionRules.parse(rules.texts()));
  }

  @Test
  void networksMayBeOfTheNewerProtocol() {
    var arrival = Arrival.of(true, false).with(Trait.ADDRESS, Optional.of("2001:db8:1::7"));

    assertThat(DirectionRules.parse(List.of("address=2001:db8::/32:inbound")).direction(arrival))
        .isEqualTo("inbound");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "inbound",
        ":inbound",
        "context=public",
        "context=public:in",
        "context=:inbound",
        "user=a:inbound",
        "context:inbound",
        "context=a,:inbound",
        "authenticated=true:inbound",
        "address=example.com:inbound",
        "address=192.0.2.0/33:inbound",
        "address=192.0.2.0/:inbound"
      })
  void refusesWhatIsNone(String rule) {
    assertThatThrownBy(() -> DirectionRules.parse(List.of(rule)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + rule + "\"");
  }

  @Test
  void hasABound() {
    var many = Collections.nCopies(DirectionRules.MOST + 1, "context=a:inbound");

    assertThatThrownBy(() -> DirectionRules.parse(many)).hasMessageContaining("100");
  }
}
