package rollcall.jsonapi.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class PrefixRangeTest {
  private static Optional<String> before(String prefix) {
    return PrefixRange.of(prefix).before();
  }

  @Test
  void endsBeforeThePrefixWhoseLastCharacterIsTheNext() {
    assertThat(before("+4411")).hasValue("+4412");
    assertThat(before("+4419")).hasValue("+441:");
    assertThat(before("é")).hasValue("ê");
    assertThat(before("📞")).hasValue("📟");
  }

  @Test
  void passesOverSurrogatesWhichNoTextHolds() {
    assertThat(before("a\uD7FF")).hasValue("a\uE000");
    assertThat(before("\uFFFF")).hasValue("\uD800\uDC00");
  }

  @Test
  void raisesTheCharacterBeforeTheGreatestOne() {
    assertThat(before("a\uDBFF\uDFFF\uDBFF\uDFFF")).hasValue("b");
  }

  @Test
  void isOpenWhereNothingIsGreater() {
    assertThat(before("")).isEmpty();
    assertThat(before("\uDBFF\uDFFF")).isEmpty();
  }

  @Test
  void knowsTheLiteralBeginningOfAPattern() {
    assertThat(LikePrefix.of("+44117%")).isEqualTo(new LikePrefix("+44117", true));
    assertThat(LikePrefix.of("%")).isEqualTo(new LikePrefix("", true));
    assertThat(LikePrefix.of("+44_7%")).isEqualTo(new LikePrefix("+44", false));
    assertThat(LikePrefix.of("a\\%b\\\\%c")).isEqualTo(new LikePrefix("a%b\\", false));
    assertThat(LikePrefix.of("+44")).isEqualTo(new LikePrefix("+44", false));
    assertThat(LikePrefix.of("")).isEqualTo(new LikePrefix("", false));
  }
}
