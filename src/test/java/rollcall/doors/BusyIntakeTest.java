package rollcall.doors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.api.Faults;
import rollcall.database.TestDatabase;
import rollcall.http.HttpLimits;
import rollcall.http.HttpServer;
import rollcall.http.HttpSettings;
import rollcall.http.RawClient;
import rollcall.ingest.Delivery;
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
  private static final int BODIES_AT_ONCE = Doors.MEMORY_BYTES / Delivery.MOST_BYTES;
  private static final int MOST_STRANGERS = 80;

  @TempDir private Path folder;
  private TestDatabase database;
  private ActiveSources sources;

  @BeforeEach
  void addSource() throws IOException {
    database = TestDatabase.create();
    var organisation = new OrganisationId(database.createOrganisation().organisationId());
    var directory = new SourceDirectory(database.database(), Clock.systemUTC());
    var source = source("fs", SourceType.FREESWITCH, organisation, "s");
    assertThat(directory.add(source)).isTrue();
    assertThat(directory.add(source)).isFalse();
    assertThat(directory.find(source.name())).contains(source);
    directory.add(source("crm", SourceType.WEBHOOK, organisation, Doorstep.KEY));
    directory.add(source("tw", SourceType.TWILIO, organisation, "t"));
    sources = open();
  }

  private ActiveSources open() {
    var directory = new SourceDirectory(database.database(), Clock.systemUTC());
    return ActiveSources.open(directory, Optional.empty(), _ -> {});
  }

  private Source source(String name, SourceType type, OrganisationId organisation, String secret)
      throws IOException {
    var file = Files.writeString(folder.resolve(name), secret);
    var settings = TestSources.settings(Optional.of(file), Optional.empty());
    return new Source(new SourceName(name), organisation, type, Role.PRIMARY, settings);
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
    try (var server = serve((_, _, _, _, _, _) -> new Taken.Unavailable());
        var client = post(server, "{}")) {
      var answer = client.answer();
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.field("Retry-After")).isEqualTo("1");
      assertThat(answer.body()).contains("\"code\":\"service_unavailable\"");
    }
  }

  @Test
  void tellsTheSenderNotToSendAgainWhatCanNeverBeKept() throws IOException {
    try (var server = serve((_, _, _, _, _, _) -> new Taken.Impossible());
        var client = post(server, "{}")) {
      var answer = client.answer();
      assertThat(answer.status()).isEqualTo(422);
      assertThat(answer.body()).contains("\"code\":\"cannot_be_kept\"");
    }
  }

  @Test
  void tellsTheSenderToSendAgainUntilTheSourcesWereRead() throws Exception {
    sources.close();
    database.goAway();
    sources = open();
    try (var server = serve((_, _, _, _, _, _) -> new Taken.New())) {
      try (var early = post(server, "{}")) {
        var answer = early.answer();
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.field("Retry-After")).isEqualTo("1");
      }
      database.comeBack();
      var status = 503;
      for (int i = 0; i < 100 && status == 503; i++) {
        Thread.sleep(100);
        try (var later = post(server, "{}")) {
          status = later.answer().status();
        }
      }
      assertThat(status).isEqualTo(202);
    }
  }

  @Test
  void boundsTheMemoryOfAllBodiesTogether() throws Exception {
    var body = "x".repeat(Delivery.MOST_BYTES);
    var mayGo = new CountDownLatch(1);
    var arrived = new CountDownLatch(BODIES_AT_ONCE);
    Intake slow =
        (_, _, _, _, _, _) -> {
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
      try (var late = post(server, "x".repeat(Body.FREE_BYTES))) {
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

  /// An event of the webhook as a stranger signs it, up to the first `sent` bytes of its body.
  private static RawClient strange(HttpServer server, int length, int sent) throws IOException {
    return event(server, Instant.now().getEpochSecond(), "AAAA", length, "x".repeat(sent));
  }

  /// An event of the webhook that is signed as it must be.
  private static RawClient signed(HttpServer server, String body) throws IOException {
    var now = Instant.now().getEpochSecond();
    return event(
        server, now, Doorstep.signature("a", now, Doorstep.KEY, body), body.length(), body);
  }

  private static RawClient event(
      HttpServer server, long seconds, String signature, int length, String sent)
      throws IOException {
    return new RawClient(server.port())
        .send(
            "POST /ingest/webhook/crm HTTP/1.1\r\nHost: here\r\nwebhook-id: a\r\nwebhook-timestamp: "
                + seconds
                + "\r\nwebhook-signature: v1,"
                + signature
                + "\r\nContent-Length: "
                + length
                + "\r\n\r\n"
                + sent);
  }

  @Test
  void strangersAtSignedDoorsStarveNeitherSwitchesNorThoseWhoSignWhatIsSmall() throws IOException {
    try (var server = serve((_, _, _, _, _, _) -> new Taken.New())) {
      var clients = new ArrayList<RawClient>();
      while (!isFull(server)) {
        assertThat(clients).hasSizeLessThan(MOST_STRANGERS);
        try {
          clients.add(strange(server, Delivery.MOST_BYTES, Delivery.MOST_BYTES - 1));
          // And what is too little for such a one.
          clients.add(strange(server, Delivery.MOST_BYTES, Body.FREE_BYTES));
        } catch (SocketException _) {
          // The door refused it while it was still sending, as one does that is full.
        }
      }
      try (var ofSwitch = post(server, "x".repeat(Body.FREE_BYTES))) {
        assertThat(ofSwitch.answer().status()).isEqualTo(202);
      }
      try (var genuine = signed(server, "x".repeat(Body.FREE_BYTES - 1))) {
        assertThat(genuine.answer().status()).isEqualTo(202);
      }
      for (var client : clients) {
        client.close();
      }
    }
  }

  /// Whether a signed door reads no more now.
  private static boolean isFull(HttpServer server) throws IOException {
    try (var probe = strange(server, Body.FREE_BYTES, Body.FREE_BYTES)) {
      return probe.answer().status() == 503;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/ingest/webhook/nobody",
        "/ingest/twilio/nobody",
        "/ingest/twilio/tw",
        "/ingest/webhook/crm",
        "/ingest/webhook/crm HTTP/1.1\r\nwebhook-id: a\r\nwebhook-timestamp: 1\r\n"
            + "webhook-signature: v1,AAAA\r\nX-Rest:"
      })
  void readsNoBodyThatCannotBeOfASender(String target) throws IOException {
    try (var server = serve((_, _, _, _, _, _) -> new Taken.New());
        var client = new RawClient(server.port())) {
      client.send("POST " + target + " HTTP/1.1\r\nHost: here\r\nContent-Length: 1000000\r\n\r\n");
      assertThat(client.answer().status()).isIn(401, 404);
    }
  }

  @Test
  void givesTheIntakeWhatReadingAgainNeeds() throws IOException {
    var seen = new ArrayList<Object>();
    Intake intake =
        (source, kind, _, _, body, facts) -> {
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
