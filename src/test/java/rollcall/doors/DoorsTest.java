package rollcall.doors;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.http.Answer;
import rollcall.ingest.Delivery;
import rollcall.ingest.SourceName;
import rollcall.jsonapi.document.JsonTree;
import rollcall.observe.Observation;
import rollcall.sources.Role;
import rollcall.sources.SourceType;

/// The doors, over real HTTP, with what real switches sent.
final class DoorsTest {
  private static final Path RESOURCES = Path.of("src/test/resources/rollcall");
  private static final String FREESWITCH = "/ingest/freeswitch/fs/json_cdr";
  private static final String NEW = "{\"result\":\"new\"}";
  private static final String KNOWN = "{\"result\":\"known\"}";

  @TempDir static Path folder;
  private static Doorstep step;

  @BeforeAll
  static void start() throws Exception {
    step = new Doorstep(folder);
  }

  @AfterAll
  static void stop() throws IOException {
    step.close();
  }

  private static String login(String name) {
    return Doorstep.basic(name, Doorstep.PASSWORD);
  }

  private static String captured(String file) throws IOException {
    var record = JsonTree.of(Files.readAllBytes(RESOURCES.resolve("freeswitch/captured/" + file)));
    return String.valueOf(((Map<?, ?>) record).get("body"));
  }

  private static void assertKept(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).isIn(NEW, KNOWN);
    assertThat(answer.field("Connection")).isEmpty();
    assertThat(answer.field("Content-Length")).isEqualTo("" + answer.body().length());
  }

  static Stream<String> capturedRecords() throws IOException {
    try (var files = Files.list(RESOURCES.resolve("freeswitch/captured"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("capturedRecords")
  void takesWhatFreeSwitchPosted(String file) throws IOException {
    assertKept(
        step.post(FREESWITCH + "?uuid=x", captured(file), login("fs"), "Content-Type: text/odd"));
  }

  @Test
  void takesEveryFormOfARecordAndTellsARepetition() throws Exception {
    var record = captured("answered.a.json");
    var encoded = URLEncoder.encode(record, UTF_8);
    var base64 = Base64.getEncoder().encodeToString(record.getBytes(UTF_8));

    assertKept(step.post(FREESWITCH, record, login("fs")));
    for (var form : List.of(record, "cdr=" + encoded, "cdr=" + base64, encoded, base64)) {
      var answer = step.post(FREESWITCH, form, login("fs"));
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo(KNOWN);
    }
    assertThat(step.calls("?filter[call_uuid]=34d5ec88-5842-4966-9e58-676516f3a890"))
        .containsOnlyOnce("\"type\":\"Call\"")
        .contains("\"call_source\":\"fs\"", "\"status\":\"completed\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"event", "acc", "cdr"})
  void takesWhatKamailioPosted(String kind) throws IOException {
    try (var files =
        Files.list(
            RESOURCES.resolve("live/kamailio-" + (kind + "s").replaceFirst("(acc|cdr)s", "$1")))) {
      for (var file : files.toList()) {
        for (var line : Files.readAllLines(file)) {
          assertKept(step.post("/ingest/kamailio/sip/" + kind, line, login("sip")));
        }
      }
    }
  }

  @Test
  void letsASecretInThePathInAndKeepsItOutOfTheLog() throws IOException {
    var secret = Doorstep.PASSWORD.replace(":", "%3A");
    assertKept(step.post(FREESWITCH + "/" + secret + "?uuid=a_1", captured("busy.a.json")));
    assertThat(step.post(FREESWITCH + "/wrong", "{}").status()).isEqualTo(401);
    assertThat(step.post("/ingest/freeswitch/nobody/json_cdr/" + secret, "{}").body())
        .doesNotContain(secret);
    assertThat(step.app.observations())
        .filteredOn(it -> it instanceof Observation.Answered)
        .noneMatch(it -> it.toString().contains(secret))
        .anyMatch(it -> it.toString().contains(FREESWITCH + "/…?…"));
  }

  @ParameterizedTest
  @CsvSource({"fs, wrong", "other, pass:word", "'', ''", "fs, ''", "fs, pass:word2"})
  void refusesAWrongLogin(String user, String password) throws IOException {
    for (var path : List.of(FREESWITCH, "/ingest/kamailio/sip/event")) {
      var answer = step.post(path, "{}", Doorstep.basic(user, password));
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.field("WWW-Authenticate")).startsWith("Basic realm=");
      assertThat(answer.body()).contains("\"code\":\"unauthorized\"").doesNotContain("pass:word");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Basic",
        "Basic !",
        "Bearer x",
        "Basic ZnM=",
        "Basic Og==",
        "basic    ",
        "Basic =="
      })
  void refusesWhatIsNoLogin(String authorization) throws IOException {
    assertThat(step.post(FREESWITCH, "{}", "Authorization: " + authorization).status())
        .isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /ingest/freeswitch/nobody/json_cdr, /ingest/freeswitch/…",
    "POST, /ingest/freeswitch/sip/json_cdr, /ingest/freeswitch/…",
    "POST, /ingest/kamailio/fs/event, /ingest/kamailio/…",
    "POST, /ingest/kamailio/sip/other, /ingest/kamailio/sip/…",
    "POST, /ingest/kamailio/sip, /ingest/kamailio/sip",
    "POST, /ingest/asterisk/pbx, /ingest/…",
    "POST, /ingest/webhook/tw, /ingest/webhook/…",
    "POST, /ingest/twilio/crm/more, /ingest/twilio/…",
    "POST, /ingest/freeswitch/fs, /ingest/freeswitch/fs",
    "POST, /ingest, /ingest",
    "GET, /ingest/freeswitch/fs/json_cdr, /ingest/freeswitch/fs/json_cdr",
    "PUT, /ingest/webhook/crm, /ingest/webhook/crm"
  })
  void knowsNoOtherPlace(String method, String path, String shown) throws IOException {
    var answer = step.send(method, path, "", login("fs"));
    assertThat(answer.status()).isEqualTo(404);
    assertThat(new String(answer.body().getBytes(ISO_8859_1), UTF_8))
        .contains("\"code\":\"no_route_found\"", "There is no " + method + " " + shown + ".");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/ingest/TOKEN",
        "/ingest/webhook/TOKEN",
        "/ingest/webhook/crm/TOKEN",
        "/ingest/webhook/crm?key=TOKEN",
        "/ingest/freeswitch/fs/TOKEN",
        "/ingest/freeswitch/fs/TOKEN/json_cdr",
        "/ingest/freeswitch/fs/json_cdr/wrong/TOKEN",
        "/ingest/freeswitch/fs/json_cdr?TOKEN?uuid=a",
        "//ingest//kamailio/%73ip/TOKEN",
        "http://calls.example.test/ingest/twilio/tw/TOKEN",
        "/api/calls?access_token=TOKEN&sort=id",
        "/api/calls?sort=id&TOKEN=TOKEN",
        "/api/eyJTOKEN.eyJ.x"
      })
  void showsNoTokenThatStandsInTheWrongPlace(String target) throws IOException {
    var token = "5ecret-0f-nobody";
    var answer = step.post(target.replace("TOKEN=", "Token=").replace("TOKEN", token), "{}");

    assertThat(answer.status()).isIn(401, 404);
    if (target.contains("ingest")) {
      assertThat(answer.body()).doesNotContain(token);
    }
    assertThat(step.app.observations())
        .filteredOn(it -> it instanceof Observation.Answered)
        .noneMatch(it -> it.toString().contains(token));
  }

  @Test
  void answersTheApiAsBefore() throws Exception {
    assertThat(step.calls("")).contains("\"data\":[");
    assertThat(step.send("GET", "/healthz", "").status()).isEqualTo(200);
    assertThat(step.post("//ingest//freeswitch/fs/json_cdr", "").status()).isEqualTo(401);
  }

  @Test
  void refusesALongBodyAndTakesTheLongest() throws IOException {
    var longest = "{\"a\":\"" + "x".repeat(Delivery.MOST_BYTES - 8) + "\"}";
    assertThat(step.post(FREESWITCH, longest, login("fs")).status()).isEqualTo(202);
    var answer = step.post(FREESWITCH, longest + " ", login("fs"));
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.body()).contains("\"code\":\"payload_too_large\"", "1048576 bytes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "cdr=",
        "cdr=%ff%00",
        "\u0000",
        "{\"variables\":{}}",
        "{\"variables\":{\"uuid\":[]}}",
        "{\"event\":{}}"
      })
  void keepsWhatItCannotUnderstand(String body) throws IOException {
    for (var path : List.of(FREESWITCH, "/ingest/kamailio/sip/event")) {
      var user = path.contains("fs") ? "fs" : "sip";
      var answer = step.post(path, body, login(user));
      assertThat(answer.status()).isEqualTo(202);
      assertThat(answer.body())
          .startsWith("{\"result\":\"not_understood\",\"reasons\":[\"")
          .doesNotContain("[Source", "StreamReadFeature");
    }
  }

  @Test
  void survivesDeepNesting() throws IOException {
    for (var body : List.of("[".repeat(500_000), "{\"a\":".repeat(150_000))) {
      assertThat(step.post(FREESWITCH, body, login("fs")).status()).isEqualTo(202);
    }
  }

  @Test
  void noticesSourcesThatComeAndGoWithoutARestart() throws Exception {
    step.add("late", SourceType.FREESWITCH, Role.PRIMARY, "first");
    step.awaitStatus("/ingest/freeswitch/late/json_cdr", 401);
    var record = captured("no_answer.a.json");
    assertKept(step.post("/ingest/freeswitch/late/json_cdr/first", record));

    Files.writeString(folder.resolve("late.secret"), "second\nthird\n");
    step.awaitStatus("/ingest/freeswitch/late/json_cdr/second", 202);
    assertKept(step.post("/ingest/freeswitch/late/json_cdr/third", record));
    assertThat(step.post("/ingest/freeswitch/late/json_cdr/first", record).status()).isEqualTo(401);

    Files.delete(folder.resolve("late.secret"));
    step.awaitStatus("/ingest/freeswitch/late/json_cdr/second", 503);
    var shut = step.post("/ingest/freeswitch/late/json_cdr/second", record);
    assertThat(shut.field("Retry-After")).isEqualTo("1");
    assertThat(step.app.observations())
        .filteredOn(it -> it.toString().contains("The source late is shut"))
        .hasSize(1);

    assertThat(step.app.directory().remove(new SourceName("late"))).isTrue();
    step.awaitStatus("/ingest/freeswitch/late/json_cdr", 404);
  }

  @Test
  void anEnrichingSourceMakesNoCall() throws Exception {
    assertKept(
        step.post("/ingest/freeswitch/second/json_cdr", captured("busy.a.json"), login("second")));
    assertThat(step.calls("?filter[call_source]=second")).contains("\"data\":[]");
  }
}
