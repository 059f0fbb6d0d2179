package rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import rollcall.database.TestDatabase;
import rollcall.doors.Doors;
import rollcall.doors.Taken;
import rollcall.observe.Observation;
import rollcall.sources.ActiveSources;
import rollcall.sources.SourceDirectory;

final class DiscreetObserverTest {
  private static final List<String> PIECES =
      List.of(
          "/",
          "/",
          "api",
          "calls",
          "ingest",
          "%69ngest",
          "freeswitch",
          "?",
          "?",
          "&",
          "&",
          "=",
          "=",
          "page[limit]",
          "to",
          "token",
          "TOKEN",
          "secre",
          "Secret",
          "pass",
          "passw",
          "aut",
          "Auth",
          "sign",
          "signature",
          "jwt",
          "k",
          "key",
          "\u212Aey",
          "\u017Fecret",
          "eyJ",
          "eyJhbGci.",
          ".x",
          "-",
          "1",
          "%",
          "://",
          "\n",
          " ");

  private static TestDatabase database;
  private static ActiveSources sources;
  private static Doors doors;

  @BeforeAll
  static void open() {
    database = TestDatabase.create();
    sources =
        ActiveSources.open(
            new SourceDirectory(database.database(), Clock.systemUTC()), Optional.empty(), _ -> {});
    doors =
        new Doors(
            sources,
            (_, _, _, _, _, _) -> new Taken.Unavailable(),
            Optional.empty(),
            Clock.systemUTC());
  }

  @AfterAll
  static void close() {
    sources.close();
    database.close();
  }

  private static String observed(String target) {
    var seen = new ArrayList<Observation>();
    new DiscreetObserver(seen::add, doors)
        .observe(new Observation.Answered("1", "GET", target, 200, 0, Duration.ZERO));
    return ((Observation.Answered) seen.getFirst()).target();
  }

  @Test
  void hidesTokensAndWhatIsNamedLikeASecret() {
    assertThat(observed("/api/calls?a=eyJhbGci.x.y&api_KEY=7&b=key&Token"))
        .isEqualTo("/api/calls?a=…&api_KEY=…&b=key&Token");
    assertThat(observed("/ingest/freeswitch/fs/s3cret?x")).isEqualTo("/ingest/freeswitch/…?…");
    assertThat(observed("/%69ngest/s3cret")).isEqualTo("/ingest/…");
  }

  /// The way out that most targets take leads where the long way does.
  @Test
  void showsOfAnyTargetWhatALookAtAllOfItWould() {
    for (var seed = 0; seed < 100_000; seed++) {
      var target = target(new Random(seed));
      // A target with a host has to be taken apart.
      var host = "http://h";
      var shown = doors.withoutSecrets(host + target).substring(host.length());
      assertThat(observed(target)).as(target).isEqualTo(DiscreetObserver.hidden(shown));
    }
  }

  @Test
  void looksAtFewOrdinaryTargetsTwice() {
    assertThat(
            DiscreetObserver.mayHaveSecret(
                "/api/calls?filter[status]=busy&sort=-started_at&page[limit]=25&page[after]=keyAuth"))
        .isFalse();
  }

  private static String target(Random random) {
    var target = new StringBuilder("/");
    for (var count = random.nextInt(12); count > 0; count--) {
      target.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return target.toString();
  }
}
