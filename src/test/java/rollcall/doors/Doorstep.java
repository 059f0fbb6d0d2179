package rollcall.doors;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import rollcall.app.TestApp;
import rollcall.database.Cancellation;
import rollcall.database.SqlStatement;
import rollcall.database.Tenant;
import rollcall.http.Answer;
import rollcall.http.RawClient;
import rollcall.ingest.SourceName;
import rollcall.organisations.OrganisationId;
import rollcall.sources.Role;
import rollcall.sources.Source;
import rollcall.sources.SourceType;
import rollcall.sources.TestSources;

/// A server with sources of every type, and what senders do before its doors, over one connection.
final class Doorstep implements AutoCloseable {
  static final String PASSWORD = "pass:word";
  static final String KEY = "whsec_bGFiLXN0YW5kYXJkLXdlYmhvb2tzLXNlY3JldC0zMmI=";
  static final String OLD_KEY = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz";
  static final String TOKEN = "lab-token";

  final TestApp app = TestApp.startWithInbox();
  final OrganisationId organisation =
      new OrganisationId(app.database().createOrganisation().organisationId());
  private final Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private RawClient client = new RawClient(app.port());

  Doorstep(Path folder) throws Exception {
    this.folder = folder;
    add("fs", SourceType.FREESWITCH, Role.PRIMARY, PASSWORD);
    add("sip", SourceType.KAMAILIO, Role.PRIMARY, PASSWORD);
    add("crm", SourceType.WEBHOOK, Role.PRIMARY, OLD_KEY + "\n\n" + KEY + "\n");
    add("tw", SourceType.TWILIO, Role.PRIMARY, TOKEN);
    add("second", SourceType.FREESWITCH, Role.ENRICH, PASSWORD);
    awaitStatus("/ingest/freeswitch/second/json_cdr", 401);
  }

  void add(String name, SourceType type, Role role, String secret) throws IOException {
    var file = Files.writeString(folder.resolve(name + ".secret"), secret);
    var settings = TestSources.settings(Optional.of(file), Optional.empty());
    app.directory().add(new Source(new SourceName(name), organisation, type, role, settings));
  }

  /// Waits until a POST without anything has that status, for two seconds at most as promised, and
  /// a little more for a busy machine.
  void awaitStatus(String path, int status) throws Exception {
    var deadline = System.nanoTime() + 4_000_000_000L;
    while (post(path, "").status() != status) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(path + " never had the status " + status);
      }
      Thread.sleep(50);
    }
  }

  static String basic(String user, String password) {
    var login = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
    return "Authorization: Basic " + login;
  }

  Answer post(String target, String body, String... fields) throws IOException {
    return send("POST", target, body, fields);
  }

  Answer send(String method, String target, String body, String... fields) throws IOException {
    var bytes = body.getBytes(UTF_8);
    var head =
        new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: calls.example.test\r\n");
    for (var field : fields) {
      head.append(field).append("\r\n");
    }
    head.append("Content-Length: ").append(bytes.length).append("\r\n\r\n");
    client.send(head + new String(bytes, ISO_8859_1));
    var answer = client.answer();
    if (answer.field("Connection").equals("close")) {
      client.close();
      client = new RawClient(app.port());
    }
    return answer;
  }

  /// Posts an event of the webhook that was signed with `key` at `seconds`.
  Answer webhook(String id, long seconds, String key, String body) throws IOException {
    return post(
        "/ingest/webhook/crm",
        body,
        "webhook-id: " + id,
        "webhook-timestamp: " + seconds,
        "webhook-signature: v1," + signature(id, seconds, key, body));
  }

  static String signature(String id, long seconds, String key, String body) {
    var secret = Base64.getDecoder().decode(key.substring("whsec_".length()));
    return hmac("HmacSHA256", secret, id + "." + seconds + "." + body);
  }

  static String hmac(String algorithm, byte[] key, String text) {
    try {
      var mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(key, algorithm));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The list of calls as the organisation sees it, once all that was kept is in it.
  String calls(String query) throws IOException, InterruptedException {
    for (int i = 0; i < 500 && isAnythingWaiting(); i++) {
      Thread.sleep(10);
    }
    var request =
        HttpRequest.newBuilder(URI.create(app.url() + "/api/calls" + query))
            .header("Authorization", "Bearer " + TestApp.token(organisation))
            .build();
    return http.send(request, BodyHandlers.ofString()).body();
  }

  private boolean isAnythingWaiting() {
    return app.database()
        .database()
        .read(
            new Tenant(organisation.value()),
            new Cancellation(),
            session ->
                session
                    .query(
                        new SqlStatement(
                            "select key from inbox where organisation_id = ? and state = 'waiting'",
                            List.of(organisation.value())))
                    .next());
  }

  @Override
  public void close() throws IOException {
    client.close();
    http.close();
    app.close();
  }
}
