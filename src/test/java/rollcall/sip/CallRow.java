package rollcall.sip;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import rollcall.jsonapi.document.JsonTree;

/// A call as the API shows it.
record CallRow(String callId, Map<String, Object> attributes) {
  /// The rows of a list, in its order.
  static List<CallRow> of(String document) {
    var rows = (List<?>) Objects.requireNonNull(((Map<?, ?>) JsonTree.of(document)).get("data"));
    return rows.stream().map(CallRow::ofResource).toList();
  }

  @SuppressWarnings("unchecked")
  private static CallRow ofResource(Object resource) {
    var attributes = (Map<String, Object>) ((Map<?, ?>) resource).get("attributes");
    return new CallRow(String.valueOf(attributes.get("call_uuid")), attributes);
  }

  String text(String attribute) {
    return String.valueOf(attributes.get(attribute));
  }

  Optional<Instant> moment(String attribute) {
    return Optional.ofNullable(attributes.get(attribute)).map(it -> Instant.parse(it.toString()));
  }
}
