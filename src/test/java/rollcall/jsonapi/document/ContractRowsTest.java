package rollcall.jsonapi.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import rollcall.calls.Calls;
import rollcall.jsonapi.plan.Condition;
import rollcall.jsonapi.plan.Projection;
import rollcall.jsonapi.plan.ReadPlan;
import rollcall.jsonapi.plan.Scope;
import tools.jackson.core.JsonToken;

/// From the data set by [DraftReader] through [DocumentWriter] to the attributes that were
/// recorded.
class ContractRowsTest {
  @Test
  void rowsOfTheDataSetComeOutAsRecorded() throws IOException {
    var calls = calls();
    var compared = 0;
    for (var line : Files.readAllLines(Path.of("contract/vectors.jsonl"))) {
      var vector = JsonTree.object(JsonTree.of(line));
      var expect = JsonTree.object(vector, "expect");
      var row = expect.getOrDefault("first", expect.get("one"));
      if (row == null || !vector.get("target").toString().startsWith("/api/calls")) {
        continue;
      }
      var recorded = JsonTree.object(row, "attributes");
      var id = JsonTree.object(row).get("id").toString();
      assertThat(attributes(calls.get(id), recorded)).as(line).isEqualTo(recorded);
      compared++;
    }
    assertThat(compared).isEqualTo(116);
  }

  private static Map<String, DraftReading.Accepted> calls() throws IOException {
    var calls = new HashMap<String, DraftReading.Accepted>();
    try (var parser = JsonInput.open(Files.newInputStream(Path.of("contract/dataset.json")))) {
      while (!"calls".equals(parser.currentName())) {
        parser.nextToken();
      }
      parser.nextToken();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        var accepted = (DraftReading.Accepted) DraftReader.of(Calls.TYPE).read(parser);
        calls.put(accepted.draft().id().orElseThrow().toString(), accepted);
      }
    }
    return calls;
  }

  private static Map<String, Object> attributes(
      DraftReading.Accepted call, Map<String, Object> recorded) {
    var draft = call.draft();
    var shown =
        Calls.TYPE.attributes().stream().filter(each -> recorded.containsKey(each.name())).toList();
    List<Object> row = new ArrayList<>();
    row.add(draft.id().orElseThrow());
    shown.forEach(each -> row.add(draft.values().get(Calls.TYPE.attributes().indexOf(each))));
    row.add(null);
    row.add(call.tenant().orElseThrow());
    var plan =
        new ReadPlan(
            new Scope(new UUID(0, 0)),
            new Projection(Calls.TYPE, shown),
            Condition.TRUE,
            List.of(),
            List.of());
    var out = new ByteArrayOutputStream();
    var rows = FakeRows.of(row);
    rows.next();
    var document = DocumentWriter.of(plan, "", out);
    document.one(rows);
    document.end();
    return JsonTree.object(JsonTree.of(out.toString(StandardCharsets.UTF_8)), "data", "attributes");
  }
}
