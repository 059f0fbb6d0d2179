package rollcall.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.observe.Observation;

class KeyRotationTest {
  private static ECKey first;
  private static ECKey second;

  private final MovableClock clock = new MovableClock();
  private final List<Observation> observations = new CopyOnWriteArrayList<>();
  private final AtomicInteger fetches = new AtomicInteger();
  private volatile CountDownLatch gate = new CountDownLatch(0);
  private volatile int status = 200;
  private volatile String body = "";
  private HttpServer server;
  private URI url;

  @BeforeAll
  static void makeKeys() throws Exception {
    first = Forge.ec("first", Curve.P_256);
    second = Forge.ec("second", Curve.P_256);
  }

  @BeforeEach
  void startServer() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/keys",
        exchange -> {
          fetches.incrementAndGet();
          await(gate);
          var bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Location", "/elsewhere");
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/keys");
  }

  @AfterEach
  void stopServer() {
    gate.countDown();
    server.stop(0);
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(20, TimeUnit.SECONDS)) {
        throw new IllegalStateException("nobody opened the gate");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private JwtAuthenticator open(AuthSettings.KeyLocation location) {
    var settings =
        new AuthSettings(
            Optional.empty(),
            Optional.of(location),
            Optional.empty(),
            Optional.empty(),
            AuthSettings.ORGANISATION_CLAIM,
            AuthSettings.DEFAULT_LEEWAY);
    return JwtAuthenticator.open(settings, clock, observations::add);
  }

  private JwtAuthenticator openUrl() {
    return open(new AuthSettings.KeyLocation.AtUrl(url));
  }

  private Authentication judge(JwtAuthenticator authenticator, ECKey key) throws Exception {
    var claims =
        "{\"organisation_id\":\"0194a6c2-0000-7000-8000-000000000001\",\"exp\":"
            + (clock.instant().getEpochSecond() + 3600)
            + "}";
    var token = Forge.signed(JWSAlgorithm.ES256, key, claims);
    return authenticator.authenticate(List.of("Bearer " + token));
  }

  private void assertGranted(JwtAuthenticator authenticator, ECKey key) throws Exception {
    assertThat(judge(authenticator, key)).isInstanceOf(Authentication.Granted.class);
  }

  private void assertRefused(JwtAuthenticator authenticator, ECKey key) throws Exception {
    assertThat(judge(authenticator, key)).isInstanceOf(Authentication.Refused.class);
  }

  @Test
  void fetchesNewKeyWhenTokenNamesIt() throws Exception {
    body = Forge.jwks(List.of(first));
    try (var authenticator = openUrl()) {
      assertGranted(authenticator, first);
      body = Forge.jwks(List.of(first, second));
      clock.advance(JwksUrl.FETCH_INTERVAL);
      assertGranted(authenticator, second);
      assertGranted(authenticator, first);
    }
    assertThat(fetches).hasValue(2);
    assertThat(observations)
        .containsExactly(
            new Observation.KeysLoaded(url.toString(), 1),
            new Observation.KeysLoaded(url.toString(), 2));
  }

  @Test
  void forgetsTokensOfKeysThatAreGone() throws Exception {
    body = Forge.jwks(List.of(first));
    try (var authenticator = openUrl()) {
      assertGranted(authenticator, first);
      body = Forge.jwks(List.of(second));
      clock.advance(JwksUrl.FETCH_INTERVAL);
      assertGranted(authenticator, second);
      assertRefused(authenticator, first);
    }
  }

  @Test
  void fetchesForUnknownKeysOnceInTenSeconds() throws Exception {
    body = Forge.jwks(List.of(first));
    try (var authenticator = openUrl()) {
      assertGranted(authenticator, first);
      for (int i = 0; i < 50; i++) {
        assertRefused(authenticator, second);
      }
      assertThat(fetches).hasValue(1);
      clock.advance(JwksUrl.FETCH_INTERVAL);
      for (int i = 0; i < 50; i++) {
        assertRefused(authenticator, second);
      }
      assertThat(fetches).hasValue(2);
    }
  }

  @Test
  void manyRequestsShareOneFetch() throws Exception {
    gate = new CountDownLatch(1);
    body = Forge.jwks(List.of(first));
    try (var authenticator = openUrl();
        var requests = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers =
          java.util.stream.IntStream.range(0, JwksUrl.MAX_WAITING / 2)
              .mapToObj(i -> requests.submit(() -> judge(authenticator, first)))
              .toList();
      gate.countDown();
      for (var answer : answers) {
        assertThat(answer.get()).isInstanceOf(Authentication.Granted.class);
      }
    }
    assertThat(fetches).hasValue(1);
  }

  @Test
  void doesNotWaitLongForSlowKeyServer() throws Exception {
    gate = new CountDownLatch(1);
    body = Forge.jwks(List.of(first));
    try (var authenticator = openUrl()) {
      var before = System.nanoTime();
      assertRefused(authenticator, first);
      var waited = Duration.ofNanos(System.nanoTime() - before);
      assertThat(waited).isBetween(Duration.ofMillis(1_500), Duration.ofMillis(4_500));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 404, 302, 200, 201})
  void keepsKeysWhenFetchFails(int failure) throws Exception {
    body = Forge.jwks(List.of(first));
    try (var authenticator = openUrl()) {
      assertGranted(authenticator, first);
      status = failure;
      body = failure == 200 ? "{\"keys\":[]}" : Forge.jwks(List.of(second));
      clock.advance(JwksUrl.FETCH_INTERVAL);
      assertRefused(authenticator, second);
      assertGranted(authenticator, first);
    }
    assertThat(observations.getLast()).isInstanceOf(Observation.KeysUnavailable.class);
  }

  @Test
  void keepsKeysWhenAnswerIsTooLarge() throws Exception {
    body = Forge.jwks(List.of(first));
    try (var authenticator = openUrl()) {
      assertGranted(authenticator, first);
      body = Forge.jwks(List.of(second)) + " ".repeat(KeySetReader.MAX_BYTES);
      clock.advance(JwksUrl.FETCH_INTERVAL);
      assertRefused(authenticator, second);
      assertGranted(authenticator, first);
    }
  }

  @Test
  void startsWithoutKeyServerAndRecovers() throws Exception {
    status = 503;
    try (var authenticator = openUrl()) {
      assertRefused(authenticator, first);
      status = 200;
      body = Forge.jwks(List.of(first));
      clock.advance(JwksUrl.FETCH_INTERVAL);
      assertGranted(authenticator, first);
    }
    assertThat(observations)
        .containsExactly(
            new Observation.KeysUnavailable(url.toString(), "the answer was 503"),
            new Observation.KeysLoaded(url.toString(), 1));
  }

  @Test
  void readsChangedFileAgain(@TempDir Path folder) throws Exception {
    var file = Files.writeString(folder.resolve("keys.json"), Forge.jwks(List.of(first)));
    try (var authenticator = open(new AuthSettings.KeyLocation.InFile(file))) {
      assertGranted(authenticator, first);
      Files.writeString(file, Forge.jwks(List.of(second)));
      assertRefused(authenticator, second);
      clock.advance(JwksFile.CHECK_INTERVAL);
      assertGranted(authenticator, second);
      assertRefused(authenticator, first);
      Files.delete(file);
      clock.advance(JwksFile.CHECK_INTERVAL);
      assertGranted(authenticator, second);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.com/keys",
        "http://127.0.0.1.example.com/keys",
        "http://localhost.example.com/",
        "https://user:pass@example.com/",
        "ftp://127.0.0.1/keys",
        "file:///etc/passwd",
        "https:///keys",
        "/keys"
      })
  void refusesUnsafeAddress(String address) {
    assertThatThrownBy(() -> new AuthSettings.KeyLocation.AtUrl(URI.create(address)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("pass@");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.com/keys",
        "http://localhost:80/",
        "http://[::1]:8/",
        "http://127.1.2.3/"
      })
  void acceptsSafeAddress(String address) {
    assertThat(new AuthSettings.KeyLocation.AtUrl(URI.create(address)).url()).hasToString(address);
  }
}
