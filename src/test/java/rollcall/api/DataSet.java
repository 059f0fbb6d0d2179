package rollcall.api;

import static rollcall.api.ApiClient.list;
import static rollcall.api.ApiClient.object;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import rollcall.jsonapi.document.JsonTree;

/// What the data set of the contract holds of which organisation.
final class DataSet {
  private static final Map<String, Object> CONTENT = read();

  private DataSet() {}

  /// The ids of the rows of one kind (`calls`, `conversations`, `organisations`).
  static Set<String> ids(String kind, UUID organisation) {
    var owner = kind.equals("organisations") ? "id" : "organisation_id";
    return rows(kind)
        .filter(row -> Objects.equals(row.get(owner), organisation.toString()))
        .map(row -> (String) row.get("id"))
        .collect(Collectors.toSet());
  }

  /// The ids of all rows of an organisation, and its own.
  static Set<String> ids(UUID organisation) {
    return CONTENT.keySet().stream()
        .flatMap(kind -> ids(kind, organisation).stream())
        .collect(Collectors.toSet());
  }

  private static Stream<Map<String, Object>> rows(String kind) {
    return list(CONTENT.get(kind)).stream().map(ApiClient::object);
  }

  private static Map<String, Object> read() {
    try {
      return object(JsonTree.of(Files.readAllBytes(Path.of("contract/dataset.json"))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
