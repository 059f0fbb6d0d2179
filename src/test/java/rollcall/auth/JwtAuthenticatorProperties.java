package rollcall.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.Base64URL;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import rollcall.organisations.OrganisationId;

class JwtAuthenticatorProperties {
  private static final MovableClock CLOCK = new MovableClock();
  private static final String SECRET = "a secret of at least 32 bytes, in text";
  private static final AuthSettings SETTINGS = AuthSettings.of(SigningSecret.ofText(SECRET));
  private static final OrganisationId ORGANISATION = new OrganisationId(new UUID(1, 2));
  private static final String TOKEN =
      new TokenIssuer(SETTINGS, CLOCK)
          .issue(ORGANISATION, "ana", List.of(Principal.READ), Duration.ofHours(1));

  private final JwtAuthenticator authenticator =
      JwtAuthenticator.open(SETTINGS, CLOCK, observation -> {});

  @Property(tries = 2_000)
  void changedTokenNeverMeansAnythingElse(
      @ForAll @IntRange(max = 10_000) int position,
      @ForAll @CharRange(from = '-', to = 'z') char changed) {
    var at = position % TOKEN.length();
    var token = TOKEN.substring(0, at) + changed + TOKEN.substring(at + 1);

    // The last character of a signature has bits that do not count.
    if (authenticator.authenticate(List.of("Bearer " + token))
        instanceof Authentication.Granted(var principal)) {
      assertThat(at == TOKEN.length() - 1 || token.equals(TOKEN)).isTrue();
      assertThat(principal).isEqualTo(new Principal(ORGANISATION, "ana", Set.of(Principal.READ)));
    }
  }

  @Property
  void anyFieldIsRefused(@ForAll String field) {
    assertRefused(field);
    assertRefused("Bearer " + field);
  }

  @Property
  void anySignedHeaderAndClaimsAreRefused(
      @ForAll @StringLength(max = 200) String header,
      @ForAll @StringLength(max = 200) String claims)
      throws Exception {
    assertRefused("Bearer " + Forge.hs256(header, claims, SECRET));
    assertRefused("Bearer " + Forge.hs256("{\"alg\":\"HS256\"}", claims, SECRET));
    assertRefused("Bearer " + Base64URL.encode(header) + "." + Base64URL.encode(claims) + ".");
  }

  private void assertRefused(String field) {
    assertThat(authenticator.authenticate(List.of(field)))
        .isInstanceOf(Authentication.Refused.class);
  }
}
