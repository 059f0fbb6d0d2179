package rollcall.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.opts.AllowWeakRSAKey;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.organisations.OrganisationId;

class JwtAuthenticatorTest {
  private static final String ORGANISATION = "0194a6c2-0000-7000-8000-000000000001";
  private static final String SECRET = "a secret of at least 32 bytes, in text";
  private static final String HS256 = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";
  private static final MovableClock CLOCK = new MovableClock();
  private static final long NOW = CLOCK.instant().getEpochSecond();
  private static final String GOOD = claims("\"exp\":" + (NOW + 60));
  private static final String NOT_TRUSTED =
      "The token is not signed by a key that this service trusts.";

  @TempDir static Path folder;
  private static RSAKey rsa;
  private static ECKey p256;
  private static ECKey p384;
  private static ECKey p521;
  private static OctetKeyPair ed25519;
  private static JwtAuthenticator authenticator;

  @BeforeAll
  static void makeKeys() throws Exception {
    rsa = Forge.rsa("rsa", 2048);
    p256 = Forge.ec("p256", Curve.P_256);
    p384 = Forge.ec("p384", Curve.P_384);
    p521 = Forge.ec("p521", Curve.P_521);
    ed25519 = Forge.ed25519("ed");
    authenticator = authenticator(rsa, p256, p384, p521, ed25519);
  }

  @AfterAll
  static void close() {
    authenticator.close();
  }

  private static JwtAuthenticator authenticator(JWK... keys) throws Exception {
    return authenticatorOfSet(Forge.jwks(List.of(keys)), Optional.empty(), Optional.empty());
  }

  private static JwtAuthenticator authenticatorOfSet(
      String set, Optional<String> issuer, Optional<String> audience) throws Exception {
    var file = Files.writeString(Files.createTempFile(folder, "keys", ".json"), set);
    var settings =
        new AuthSettings(
            Optional.of(SigningSecret.ofText(SECRET)),
            Optional.of(new AuthSettings.KeyLocation.InFile(file)),
            issuer,
            audience,
            AuthSettings.ORGANISATION_CLAIM,
            AuthSettings.DEFAULT_LEEWAY);
    return JwtAuthenticator.open(settings, CLOCK, observation -> {});
  }

  private static String claims(String more) {
    return "{\"organisation_id\":\"" + ORGANISATION + "\"," + more + "}";
  }

  private static Authentication judge(String token) {
    return authenticator.authenticate(List.of("Bearer " + token));
  }

  private static Authentication judgeClaims(String claims) throws Exception {
    return judge(Forge.hs256(HS256, claims, SECRET));
  }

  private static String reason(Authentication authentication) {
    assertThat(authentication).isInstanceOf(Authentication.Refused.class);
    return ((Authentication.Refused) authentication).reason();
  }

  private static void assertGranted(Authentication authentication) {
    assertThat(authentication).isInstanceOf(Authentication.Granted.class);
  }

  @ParameterizedTest
  @CsvSource({
    "RS256,rsa",
    "RS384,rsa",
    "RS512,rsa",
    "PS256,rsa",
    "PS384,rsa",
    "PS512,rsa",
    "ES256,p256",
    "ES384,p384",
    "ES512,p521",
    "EdDSA,ed",
    "Ed25519,ed"
  })
  void acceptsEveryAsymmetricAlgorithm(String algorithm, String kid) throws Exception {
    var key =
        Stream.<JWK>of(rsa, p256, p384, p521, ed25519)
            .filter(candidate -> candidate.getKeyID().equals(kid))
            .findFirst()
            .orElseThrow();
    var token = Forge.signed(JWSAlgorithm.parse(algorithm), key, GOOD);

    assertGranted(judge(token));
    assertThat(reason(judge(withOtherPayload(token)))).isEqualTo(NOT_TRUSTED);
    assertThat(reason(judge(token.substring(0, token.length() - 6)))).isEqualTo(NOT_TRUSTED);
    assertThat(reason(judge(token.substring(0, token.lastIndexOf('.') + 1))))
        .isEqualTo(NOT_TRUSTED);
  }

  private static String withOtherPayload(String token) {
    var parts = token.split("\\.");
    return parts[0] + "." + Base64URL.encode(claims("\"exp\":" + (NOW + 61))) + "." + parts[2];
  }

  @Test
  void readsThePrincipal() throws Exception {
    var claims =
        claims("\"sub\":\"ana\",\"scope\":\"calls:read  calls:write\",\"exp\":" + (NOW + 5));

    assertThat(judgeClaims(claims))
        .isEqualTo(
            new Authentication.Granted(
                new Principal(
                    new OrganisationId(UUID.fromString(ORGANISATION)),
                    "ana",
                    Set.of(Principal.READ, Principal.WRITE))));
  }

  @Test
  void acceptsWhatTheIssuerMakes() {
    var settings =
        new AuthSettings(
            Optional.of(SigningSecret.ofText(SECRET)),
            Optional.empty(),
            Optional.of("https://issuer"),
            Optional.of("rollcall"),
            "org",
            Duration.ZERO);
    var organisation = new OrganisationId(UUID.fromString(ORGANISATION));
    var token =
        new TokenIssuer(settings, CLOCK)
            .issue(organisation, "cli", List.of(Principal.READ), Duration.ofHours(24));
    try (var strict = JwtAuthenticator.open(settings, CLOCK, observation -> {})) {
      assertThat(strict.authenticate(List.of("Bearer " + token)))
          .isEqualTo(
              new Authentication.Granted(
                  new Principal(organisation, "cli", Set.of(Principal.READ))));
    }
    assertThat(new Base64URL(token.split("\\.")[0]).decodeToString())
        .contains("\"typ\":\"JWT\"", "\"alg\":\"HS256\"");
    assertThat(new Base64URL(token.split("\\.")[1]).decodeToString())
        .contains("\"jti\":", "\"iat\":" + NOW, "\"exp\":" + (NOW + 86_400));
  }

  static Stream<String> forgedHeaders() {
    return Stream.of(
        "{\"alg\":\"HS256\",\"crit\":[\"exp\"],\"exp\":1}",
        "{\"alg\":\"HS256\",\"crit\":[]}",
        "{\"alg\":\"HS256\",\"b64\":false}",
        "{\"alg\":\"HS256\",\"b64\":true}",
        "{\"alg\":\"none\"}",
        "{\"alg\":\"None\"}",
        "{\"alg\":\"\"}",
        "{\"alg\":\"hs256\"}",
        "{\"alg\":\"HS384\"}",
        "{\"alg\":\"HS512\"}",
        "{\"alg\":\"RS256\"}",
        "{\"alg\":\"ES256K\",\"kid\":\"p256\"}",
        "{\"alg\":null}",
        "{\"alg\":5}",
        "{\"alg\":[\"HS256\"]}",
        "{\"alg\":\"HS256\",\"alg\":\"HS256\"}",
        "{\"typ\":\"JWT\"}",
        "{\"alg\":\"HS256\",\"typ\":\"logout+jwt\"}",
        "{\"alg\":\"HS256\",\"typ\":[\"JWT\"]}",
        "{\"alg\":\"HS256\",\"kid\":5}",
        "{\"alg\":\"A128KW\",\"enc\":\"A128GCM\"}",
        "[]",
        "\"HS256\"",
        "{",
        "");
  }

  @ParameterizedTest
  @MethodSource("forgedHeaders")
  void refusesForgedHeader(String header) throws Exception {
    reason(judge(Forge.hs256(header, GOOD, SECRET)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"JWT", "jwt", "at+jwt", "AT+JWT", "application/at+jwt"})
  void acceptsTypeOfAccessTokens(String type) throws Exception {
    assertGranted(judge(Forge.hs256("{\"alg\":\"HS256\",\"typ\":\"" + type + "\"}", GOOD, SECRET)));
  }

  @Test
  void acceptsTokenWithoutType() throws Exception {
    assertGranted(judge(Forge.hs256("{\"alg\":\"HS256\"}", GOOD, SECRET)));
  }

  @Test
  void refusesUnsignedToken() {
    var body = Base64URL.encode("{\"alg\":\"none\"}") + "." + Base64URL.encode(GOOD) + ".";

    assertThat(reason(judge(body))).isEqualTo(NOT_TRUSTED);
  }

  @Test
  void refusesPublicKeyAsSecret() throws Exception {
    var der = rsa.toRSAPublicKey().getEncoded();
    var pem =
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
            + "\n-----END PUBLIC KEY-----\n";
    var header = "{\"alg\":\"HS256\",\"kid\":\"rsa\"}";
    var keys =
        List.of(
            pem.getBytes(StandardCharsets.UTF_8),
            pem.strip().getBytes(StandardCharsets.UTF_8),
            der,
            rsa.getModulus().decode(),
            rsa.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8));
    for (var key : keys) {
      var token = Forge.token(header, GOOD, JWSAlgorithm.HS256, new MACSigner(key));
      assertThat(reason(judge(token))).isEqualTo(NOT_TRUSTED);
    }
  }

  @Test
  void refusesSymmetricKeyOfAKeySet() throws Exception {
    var other = "another secret of at least 32 bytes";
    var oct =
        "{\"kty\":\"oct\",\"kid\":\"o\",\"alg\":\"HS256\",\"k\":\""
            + Base64URL.encode(other)
            + "\"}";
    var set = Forge.jwks(List.of(rsa)).replace("]}", "," + oct + "]}");
    try (var tricked = authenticatorOfSet(set, Optional.empty(), Optional.empty())) {
      var token = Forge.hs256("{\"alg\":\"HS256\",\"kid\":\"o\"}", GOOD, other);
      assertThat(reason(tricked.authenticate(List.of("Bearer " + token)))).isEqualTo(NOT_TRUSTED);
    }
  }

  @Test
  void refusesKeyThatTheTokenBringsAlong() throws Exception {
    var stranger = Forge.rsa("stranger", 2048);
    var header = "{\"alg\":\"RS256\",\"jwk\":" + stranger.toPublicJWK().toJSONString() + "}";
    var elsewhere =
        "{\"alg\":\"RS256\",\"jku\":\"http://127.0.0.1:9/\",\"x5u\":\"http://127.0.0.1:9/\"}";
    for (var forged : List.of(header, elsewhere)) {
      var token = Forge.token(forged, GOOD, JWSAlgorithm.RS256, Forge.signer(stranger));
      assertThat(reason(judge(token))).isEqualTo(NOT_TRUSTED);
    }
  }

  @Test
  void ignoresWhatTheTokenBringsAlongWhenOursSignsIt() throws Exception {
    var header = "{\"alg\":\"RS256\",\"kid\":\"rsa\",\"jwk\":5,\"x5c\":[\"?\"],\"jku\":\"\"}";

    assertGranted(judge(Forge.token(header, GOOD, JWSAlgorithm.RS256, Forge.signer(rsa))));
  }

  @Test
  void refusesKeyOfAnotherNameCurveOrType() throws Exception {
    var wrongName = "{\"alg\":\"RS256\",\"kid\":\"p256\"}";
    var unknownName = "{\"alg\":\"RS256\",\"kid\":\"nobody\"}";
    var wrongCurve = "{\"alg\":\"ES256\",\"kid\":\"p384\"}";
    var stranger = Forge.ec("p384", Curve.P_256);
    for (var token :
        List.of(
            Forge.token(wrongName, GOOD, JWSAlgorithm.RS256, Forge.signer(rsa)),
            Forge.token(unknownName, GOOD, JWSAlgorithm.RS256, Forge.signer(rsa)),
            Forge.token(wrongCurve, GOOD, JWSAlgorithm.ES256, Forge.signer(p256)),
            Forge.token(wrongCurve, GOOD, JWSAlgorithm.ES256, Forge.signer(stranger)))) {
      assertThat(reason(judge(token))).isEqualTo(NOT_TRUSTED);
    }
  }

  @Test
  void refusesSignatureOfZeros() {
    var signed =
        Base64URL.encode("{\"alg\":\"ES256\",\"kid\":\"p256\"}") + "." + Base64URL.encode(GOOD);

    assertThat(reason(judge(signed + "." + Base64URL.encode(new byte[64])))).isEqualTo(NOT_TRUSTED);
  }

  @Test
  void triesTheFewKeysThatFitTokenWithoutKeyName() throws Exception {
    var token = Forge.token("{\"alg\":\"RS256\"}", GOOD, JWSAlgorithm.RS256, Forge.signer(rsa));

    assertGranted(judge(token));
  }

  @Test
  void doesNotTryManyKeysForTokenWithoutKeyName() throws Exception {
    var keys = new ECKey[KeySet.MAX_TRIED + 1];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = Forge.ec("k" + i, Curve.P_256);
    }
    try (var many = authenticator(keys)) {
      var unnamed =
          Forge.token("{\"alg\":\"ES256\"}", GOOD, JWSAlgorithm.ES256, Forge.signer(keys[0]));
      var named = Forge.signed(JWSAlgorithm.ES256, keys[0], GOOD);
      assertThat(reason(many.authenticate(List.of("Bearer " + unnamed)))).isEqualTo(NOT_TRUSTED);
      assertGranted(many.authenticate(List.of("Bearer " + named)));
    }
  }

  @Test
  void usesKeyForItsDeclaredAlgorithmAlone() throws Exception {
    var declared = new RSAKey.Builder(rsa).algorithm(JWSAlgorithm.PS256).build();
    try (var narrow = authenticator(declared)) {
      var other = Forge.signed(JWSAlgorithm.RS256, rsa, GOOD);
      var right = Forge.signed(JWSAlgorithm.PS256, rsa, GOOD);
      assertThat(reason(narrow.authenticate(List.of("Bearer " + other)))).isEqualTo(NOT_TRUSTED);
      assertGranted(narrow.authenticate(List.of("Bearer " + right)));
    }
  }

  static Stream<String> badClaims() {
    var exp = "\"exp\":" + (NOW + 60);
    return Stream.of(
        claims("\"sub\":\"a\""),
        claims("\"exp\":" + (NOW - 30)),
        claims("\"exp\":\"" + (NOW + 60) + "\""),
        claims("\"exp\":null"),
        claims("\"exp\":true"),
        claims("\"exp\":[" + (NOW + 60) + "]"),
        claims("\"exp\":-1e300"),
        claims("\"exp\":1e999"),
        claims(exp + "," + exp),
        claims(exp + ",\"nbf\":" + (NOW + 31)),
        claims(exp + ",\"nbf\":\"" + NOW + "\""),
        claims(exp + ",\"iat\":" + (NOW + 31)),
        claims(exp + ",\"sub\":5"),
        claims(exp + ",\"scope\":[\"calls:read\"]"),
        claims(exp + ",\"organisation_id\":\"" + ORGANISATION + "\""),
        "{" + exp + "}",
        "{" + exp + ",\"organisation_id\":[\"" + ORGANISATION + "\"]}",
        "{" + exp + ",\"organisation_id\":5}",
        "{" + exp + ",\"organisation_id\":null}",
        "{" + exp + ",\"organisation_id\":\"\"}",
        "{" + exp + ",\"organisation_id\":\"1-1-1-1-1\"}",
        "{" + exp + ",\"organisation_id\":\" " + ORGANISATION + "\"}",
        "{" + exp + ",\"organisation_id\":{\"id\":\"" + ORGANISATION + "\"}}",
        "[]",
        "{",
        "not JSON",
        claims(exp + ",\"deep\":" + "[".repeat(2000) + "]".repeat(2000)));
  }

  @ParameterizedTest
  @MethodSource("badClaims")
  void refusesBadClaims(String claims) throws Exception {
    assertThat(reason(judgeClaims(claims))).isNotEqualTo(NOT_TRUSTED);
  }

  static Stream<String> goodClaims() {
    return Stream.of(
        GOOD,
        claims("\"exp\":" + (NOW + 60) + ",\"sub\":null,\"scope\":null,\"nbf\":null"),
        claims("\"exp\":" + (NOW - 29)),
        claims("\"exp\":" + (NOW + 60) + ".5"),
        claims("\"exp\":99999999999999999999"),
        claims("\"exp\":1e300"),
        claims("\"exp\":" + (NOW + 60) + ",\"nbf\":" + (NOW + 29)),
        claims("\"exp\":" + (NOW + 60) + ",\"iat\":" + (NOW + 29)),
        claims("\"exp\":" + (NOW + 60) + ",\"iss\":\"any\",\"aud\":\"any\""),
        GOOD.replace(ORGANISATION, ORGANISATION.toUpperCase(Locale.ROOT)));
  }

  @ParameterizedTest
  @MethodSource("goodClaims")
  void acceptsGoodClaims(String claims) throws Exception {
    assertGranted(judgeClaims(claims));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "true|\"iss\":\"us\",\"aud\":\"rollcall\"",
        "true|\"iss\":\"us\",\"aud\":[\"other\",\"rollcall\"]",
        "false|\"iss\":\"us\"",
        "false|\"aud\":\"rollcall\"",
        "false|\"iss\":\"them\",\"aud\":\"rollcall\"",
        "false|\"iss\":[\"us\"],\"aud\":\"rollcall\"",
        "false|\"iss\":\"us\",\"aud\":\"other\"",
        "false|\"iss\":\"us\",\"aud\":[]",
        "false|\"iss\":\"us\",\"aud\":[[\"rollcall\"]]",
        "false|\"iss\":\"us\",\"aud\":{\"rollcall\":1}",
        "false|\"iss\":\"US\",\"aud\":\"rollcall\""
      })
  void checksConfiguredIssuerAndAudience(boolean good, String claims) throws Exception {
    try (var strict =
        authenticatorOfSet(Forge.jwks(List.of(rsa)), Optional.of("us"), Optional.of("rollcall"))) {
      var token = Forge.signed(JWSAlgorithm.RS256, rsa, claims(claims + ",\"exp\":" + (NOW + 60)));
      assertThat(strict.authenticate(List.of("Bearer " + token)))
          .isInstanceOf(good ? Authentication.Granted.class : Authentication.Refused.class);
    }
  }

  @Test
  void acceptsTheSchemeInAnyLetterCase() throws Exception {
    var token = Forge.hs256(HS256, GOOD, SECRET);
    for (var scheme : List.of("Bearer ", "bearer ", "BEARER   ", "bEaReR ")) {
      assertGranted(authenticator.authenticate(List.of(scheme + token)));
    }
  }

  @Test
  void refusesEverythingButOneBearerToken() throws Exception {
    var token = Forge.hs256(HS256, GOOD, SECRET);
    for (var fields :
        List.of(
            List.<String>of(),
            List.of("Bearer " + token, "Bearer " + token),
            List.of("Bearer " + token + ", Bearer " + token),
            List.of("Bearer " + token + " " + token),
            List.of("Basic " + token),
            List.of("Basic dXNlcjpwYXNz"),
            List.of(token),
            List.of("Bearer" + token),
            List.of("Bearer\t" + token),
            List.of("Bearer "),
            List.of("Bearer"),
            List.of(""),
            List.of("Bearer " + token + "\u0000"),
            List.of("Bearer " + token.replace('.', ' ')),
            List.of("Bearer " + token + "."),
            List.of("Bearer .."),
            List.of("Bearer a.b"))) {
      assertThat(reason(authenticator.authenticate(fields))).doesNotContain("eyJ");
    }
  }

  @Test
  void refusesOversizeToken() throws Exception {
    var padding = "x".repeat(8 * 1024);
    var token = Forge.hs256(HS256, claims("\"p\":\"" + padding + "\""), SECRET);

    assertThat(reason(judge(token))).contains("longer than 8192");
  }

  @Test
  void refusesEncryptedToken() {
    assertThat(reason(judge("eyJhbGciOiJkaXIifQ..aaaa.bbbb.cccc"))).contains("Encrypted");
  }

  @Test
  void leavesOutKeysThatAreWeakOrNotForSignatures() throws Exception {
    var weak = Forge.rsa("weak", 1024);
    var encryption = new RSAKey.Builder(rsa).keyID("enc").keyUse(KeyUse.ENCRYPTION).build();
    try (var some = authenticator(weak, encryption, p256)) {
      for (var token :
          List.of(
              Forge.token(
                  "{\"alg\":\"RS256\",\"kid\":\"weak\"}",
                  GOOD,
                  JWSAlgorithm.RS256,
                  new RSASSASigner(weak.toPrivateKey(), Set.of(AllowWeakRSAKey.getInstance()))),
              Forge.token(
                  "{\"alg\":\"RS256\",\"kid\":\"enc\"}",
                  GOOD,
                  JWSAlgorithm.RS256,
                  Forge.signer(rsa)))) {
        assertThat(reason(some.authenticate(List.of("Bearer " + token)))).isEqualTo(NOT_TRUSTED);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"keys\":5}",
        "{\"keys\":[]}",
        "{\"keys\":[1]}",
        "{\"keys\":[null]}",
        "{\"keys\":[{}]}",
        "{\"keys\":[{\"kty\":\"RSA\"}]}",
        "{\"keys\":[{\"kty\":\"EC\"," + "\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\"}]}",
        "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AA\"}]}"
      })
  void refusesToOpenWithoutUsableKeys(String set) {
    assertThatThrownBy(() -> authenticatorOfSet(set, Optional.empty(), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no usable key set");
  }
}
