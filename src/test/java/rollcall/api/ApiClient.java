package rollcall.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import rollcall.app.TestApp;
import rollcall.http.Answer;
import rollcall.http.RawClient;
import rollcall.jsonapi.document.JsonTree;
import rollcall.organisations.OrganisationId;

/// Sends requests to a [TestApp] as one organisation, byte for byte, over one connection while it
/// lasts.
final class ApiClient implements AutoCloseable {
  /// The two organisations of the contract's data set.
  static final UUID ACME = UUID.fromString("aaaaaaaa-0000-4000-8000-000000000001");

  static final UUID BETA = UUID.fromString("bbbbbbbb-0000-4000-8000-000000000002");

  private final TestApp app;
  private final Optional<String> authorization;
  private String host = "here";
  private Optional<RawClient> connection = Optional.empty();

  private ApiClient(TestApp app, Optional<String> authorization) {
    this.app = app;
    this.authorization = authorization;
  }

  static ApiClient of(TestApp app, UUID organisation) {
    return with(app, "Bearer " + TestApp.token(new OrganisationId(organisation)));
  }

  static ApiClient with(TestApp app, String authorization) {
    return new ApiClient(app, Optional.of(authorization));
  }

  static ApiClient withoutToken(TestApp app) {
    return new ApiClient(app, Optional.empty());
  }

  /// The same client, which calls the server by that name.
  ApiClient at(String name) {
    host = name;
    return this;
  }

  Answer get(String target, String... fields) throws IOException {
    return send("GET", target, fields);
  }

  /// Sends a document, whose media type is that of the API unless `fields` have another.
  Answer write(String method, String target, String body, String... fields) throws IOException {
    return write(method, target, body.getBytes(StandardCharsets.UTF_8), fields);
  }

  /// The same with any bytes.
  Answer write(String method, String target, byte[] body, String... fields) throws IOException {
    var all = new ArrayList<>(List.of(fields));
    if (all.stream().noneMatch(field -> field.startsWith("Content-Type"))) {
      all.add("Content-Type: application/vnd.api+json");
    }
    all.add("Content-Length: " + body.length);
    return send(
        method, target, new String(body, StandardCharsets.ISO_8859_1), all.toArray(String[]::new));
  }

  Answer send(String method, String target, String... fields) throws IOException {
    return send(method, target, "", fields);
  }

  private Answer send(String method, String target, String body, String[] fields)
      throws IOException {
    var head = new StringBuilder(method).append(' ').append(target).append(" HTTP/1.1\r\n");
    head.append("Host: ").append(host).append("\r\n");
    authorization.ifPresent(value -> head.append("Authorization: ").append(value).append("\r\n"));
    for (var field : fields) {
      head.append(field).append("\r\n");
    }
    var client = connection();
    client.send(head.append("\r\n").append(body).toString());
    var answer = method.equals("HEAD") ? client.answerToHead() : client.answer();
    if (answer.field("Connection").equals("close")) {
      close();
    }
    return answer;
  }

  private RawClient connection() throws IOException {
    if (connection.isEmpty()) {
      connection = Optional.of(new RawClient(app.port()));
    }
    return connection.get();
  }

  /// The document in an answer; fails when it is no JSON in UTF-8.
  static Map<String, Object> document(Answer answer) {
    return object(JsonTree.of(answer.body().getBytes(StandardCharsets.ISO_8859_1)));
  }

  /// The member of that name in each of a document's errors.
  static List<Object> errors(Answer answer, String member) {
    return list(document(answer).get("errors")).stream()
        .map(error -> object(error).get(member))
        .toList();
  }

  /// The ids of the rows of a list.
  static List<Object> ids(Answer answer) {
    return list(document(answer).get("data")).stream().map(row -> object(row).get("id")).toList();
  }

  /// Every text in a part of a document.
  static List<String> texts(Object part) {
    var texts = new ArrayList<String>();
    collect(part, texts);
    return texts;
  }

  private static void collect(Object part, List<String> texts) {
    switch (part) {
      case Map<?, ?> map -> map.values().forEach(value -> collect(value, texts));
      case Collection<?> list -> list.forEach(value -> collect(value, texts));
      case String text -> texts.add(text);
      case null, default -> {}
    }
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> object(Object tree) {
    return (Map<String, Object>) tree;
  }

  @SuppressWarnings("unchecked")
  static List<Object> list(Object tree) {
    return (List<Object>) tree;
  }

  @Override
  public void close() throws IOException {
    if (connection.isPresent()) {
      connection.get().close();
      connection = Optional.empty();
    }
  }
}
