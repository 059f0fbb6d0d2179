package rollcall.doors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.api.Faults;
import rollcall.database.TestDatabase;
import rollcall.http.HttpLimits;
import rollcall.http.HttpServer;
import rollcall.http.HttpSettings;
import rollcall.http.RawClient;
import rollcall.ingest.SourceName;
import rollcall.organisations.OrganisationId;
import rollcall.sources.ActiveSources;
import rollcall.sources.Role;
import rollcall.sources.Source;
import rollcall.sources.SourceDirectory;
import rollcall.sources.SourceType;
import rollcall.sources.TestSources;

/// The doors while what they give on cannot be kept, or not yet.
final class BusyIntakeTest {
  private static final int BODIES_AT_ONCE = 32;

  @TempDir private Path folder;
  private TestDatabase database;
  private ActiveSources sources;

  @BeforeEach
  void addSource() throws IOException {
    database = TestDatabase.create();
    var organisation = new OrganisationId(database.createOrganisation().organisationId());
    var secret = Files.writeString(folder.resolve("secret"), "s");
    var settings = TestSources.settings(Optional.of(secret), Optional.empty());
    var directory = new SourceDirectory(database.database(), Clock.systemUTC());
    var source =
        new Source(
            new SourceName("fs"), organisation, SourceType.FREESWITCH, Role.PRIMARY, settings);
    assertThat(directory.add(source)).isTrue();
    assertThat(directory.add(source)).isFalse();
    assertThat(directory.find(source.name())).contains(source);
    sources = ActiveSources.open(directory, Optional.empty(), _ -> {});
  }

  @AfterEach
  void close() {
    sources.close();
    database.close();
  }

  private HttpServer serve(Intake intake) {
    return HttpServer.start(
        new HttpSettings("127.0.0.1", 0, HttpLimits.DEFAULT),
        new Doors(sources, intake, Optional.empty(), Clock.systemUTC()),
        new Faults(),
        _ -> {});
  }

  private static RawClient post(HttpServer server, String body) throws IOException {
    var client = new RawClient(server.port());
    client.send(
        "POST /ingest/freeswitch/fs/json_cdr/s HTTP/1.1\r\nHost: here\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body);
    return client;
  }

  @Test
  void tellsTheSenderToSendAgainWhatCouldNotBeKept() throws IOException {
    try (var server = serve((_, _, _, _, _) -> new Taken.Unavailable());
        var client = post(server, "{}")) {
      var answer = client.answer();
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.field("Retry-After")).isEqualTo("1");
      assertThat(answer.body()).contains("\"code\":\"service_unavailable\"");
    }
  }

  @Test
  void boundsTheMemoryOfAllBodiesTogether() throws Exception {
    var body = "x".repeat(Body.MOST_BYTES);
    var mayGo = new CountDownLatch(1);
    var arrived = new CountDownLatch(BODIES_AT_ONCE);
    Intake slow =
        (_, _, _, _, _) -> {
          arrived.countDown();
          try {
            mayGo.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return new Taken.New();
        };
    try (var server = serve(slow)) {
      var clients = new ArrayList<RawClient>();
      for (var i = 0; i < BODIES_AT_ONCE; i++) {
        clients.add(post(server, body));
      }
      arrived.await();
      try (var late = post(server, "{}")) {
        assertThat(late.answer().status()).isEqualTo(503);
      }
      mayGo.countDown();
      for (var client : clients) {
        assertThat(client.answer().status()).isEqualTo(202);
        client.close();
      }
      try (var later = post(server, "{}")) {
        assertThat(later.answer().status()).isEqualTo(202);
      }
    }
  }

  @Test
  void givesTheIntakeWhatReadingAgainNeeds() throws IOException {
    var seen = new ArrayList<Object>();
    Intake intake =
        (source, kind, _, body, facts) -> {
          seen.addAll(List.of(source.name().value(), kind, body.length, facts));
          return new Taken.New();
        };
    try (var server = serve(intake);
        var client = post(server, "{}")) {
      assertThat(client.answer().status()).isEqualTo(202);
      assertThat(seen).containsExactly("fs", "json_cdr", 2, Map.of());
    }
  }
}
