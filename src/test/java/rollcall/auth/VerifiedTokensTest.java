package rollcall.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import rollcall.auth.VerifiedTokens.Fingerprint;
import rollcall.organisations.OrganisationId;

class VerifiedTokensTest {
  private static final Authentication.Granted GRANTED =
      new Authentication.Granted(new Principal(new OrganisationId(new UUID(1, 1)), "s", Set.of()));
  private static final Fingerprint TOKEN = Fingerprint.of("token");

  private final VerifiedTokens tokens = new VerifiedTokens(100);

  @Test
  void remembersUntilExpiry() {
    tokens.keep(TOKEN, GRANTED, KeySet.EMPTY, 1_000);

    assertThat(tokens.find(TOKEN, KeySet.EMPTY, 999)).contains(GRANTED);
    assertThat(tokens.find(TOKEN, KeySet.EMPTY, 1_000)).isEmpty();
    assertThat(tokens.find(Fingerprint.of("tokeN"), KeySet.EMPTY, 0)).isEmpty();
  }

  @Test
  void forgetsWhenKeysChange() {
    tokens.keep(TOKEN, GRANTED, KeySet.EMPTY, 1_000);

    assertThat(tokens.find(TOKEN, new KeySet(List.of()), 0)).isEmpty();
  }

  @Test
  void staysWithinItsBoundAndKeepsWhatIsUsed() {
    tokens.keep(TOKEN, GRANTED, KeySet.EMPTY, 1_000);
    for (int i = 0; i < 10_000; i++) {
      tokens.keep(Fingerprint.of("other " + i), GRANTED, KeySet.EMPTY, 1_000);
      assertThat(tokens.find(TOKEN, KeySet.EMPTY, 0)).contains(GRANTED);
      assertThat(tokens.size()).isLessThanOrEqualTo(100);
    }
    assertThat(tokens.find(Fingerprint.of("other 1"), KeySet.EMPTY, 0)).isEmpty();
  }
}
