package rollcall.jsonapi.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import rollcall.calls.Calls;
import rollcall.conversations.Conversations;
import rollcall.jsonapi.plan.Condition;
import rollcall.jsonapi.plan.Include;
import rollcall.jsonapi.plan.Projection;
import rollcall.jsonapi.plan.ReadPlan;
import rollcall.jsonapi.plan.Scope;
import rollcall.jsonapi.schema.Attribute;
import rollcall.jsonapi.schema.ResourceType;
import rollcall.organisations.Organisations;

class DocumentWriterTest {
  private static final UUID ORGANISATION = UUID.fromString("aaaaaaaa-0000-4000-8000-000000000001");
  private static final UUID CALL = UUID.fromString("2ac954c3-3173-49f7-b59e-cf105c6cf0c2");
  private static final UUID CONVERSATION = UUID.fromString("566bf9d7-c55a-45f8-91a6-e55e9b9b1325");
  private static final String TAIL =
      ",\"jsonapi\":{\"version\":\"1.0\"},\"links\":{\"self\":\"http://h/api\"},\"meta\":{}}";
  private static final String ORGANISATION_LINKAGE =
      "\"organisation\":{\"data\":{\"type\":\"Organisation\",\"id\":\""
          + ORGANISATION
          + "\",\"meta\":{}},\"links\":{},\"meta\":{}}";
  private static final String NO_CONVERSATION =
      "\"conversation\":{\"data\":null,\"links\":{},\"meta\":{}}";
  private static final String END = "},\"links\":{},\"meta\":{}}";

  private static Projection projection(ResourceType type, String... names) {
    return new Projection(
        type, Arrays.stream(names).<Attribute>map(name -> type.field(name).orElseThrow()).toList());
  }

  private static ReadPlan plan(Projection projection, Include... includes) {
    return new ReadPlan(
        new Scope(ORGANISATION), projection, Condition.TRUE, List.of(), List.of(includes));
  }

  private static Include include(ResourceType from, String relationship, Projection projection) {
    return new Include(from.relationship(relationship).orElseThrow(), projection);
  }

  private static String written(ReadPlan plan, Consumer<DocumentWriter> writing) {
    var out = new ByteArrayOutputStream();
    var document = DocumentWriter.of(plan, "http://h/api", out);
    writing.accept(document);
    document.end();
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void writesACallAsThePageShowsIt() {
    var plan = plan(new Projection(Calls.TYPE, Calls.TYPE.shownAttributes()));
    var row =
        FakeRows.row(
            CALL,
            "inbound",
            "+442079460000",
            "\"B\"",
            null,
            "failed",
            "517f1efe",
            "zebra",
            Instant.parse("2025-01-10T02:35:34Z"),
            null,
            -60L,
            CONVERSATION,
            CONVERSATION,
            ORGANISATION);
    assertThat(written(plan, document -> document.list(FakeRows.of(row))))
        .isEqualTo(
            "{\"data\":[{\"type\":\"Call\",\"id\":\"2ac954c3-3173-49f7-b59e-cf105c6cf0c2\","
                + "\"attributes\":{\"direction\":\"inbound\",\"from_number\":\"+442079460000\","
                + "\"to_number\":\"\\\"B\\\"\",\"sip_username\":null,\"status\":\"failed\","
                + "\"call_uuid\":\"517f1efe\",\"call_source\":\"zebra\","
                + "\"started_at\":\"2025-01-10T02:35:34.000000Z\",\"ended_at\":null,"
                + "\"duration_seconds\":-60,"
                + "\"conversation_id\":\"566bf9d7-c55a-45f8-91a6-e55e9b9b1325\"},"
                + "\"relationships\":{\"conversation\":{\"data\":{\"type\":\"Conversation\","
                + "\"id\":\"566bf9d7-c55a-45f8-91a6-e55e9b9b1325\",\"meta\":{}},"
                + "\"links\":{},\"meta\":{}},"
                + ORGANISATION_LINKAGE
                + END
                + "]"
                + TAIL);
  }

  @Test
  void anEmptyListIsADocument() {
    var plan = plan(projection(Calls.TYPE));
    assertThat(written(plan, document -> document.list(FakeRows.of())))
        .isEqualTo("{\"data\":[]" + TAIL);
  }

  @Test
  void separatesRowsAndShowsNoAttributeThatWasNotAskedFor() {
    var row = FakeRows.row(CALL, null, ORGANISATION);
    var expected =
        "{\"type\":\"Call\",\"id\":\""
            + CALL
            + "\",\"attributes\":{},\"relationships\":{"
            + NO_CONVERSATION
            + ","
            + ORGANISATION_LINKAGE
            + END;
    assertThat(
            written(plan(projection(Calls.TYPE)), document -> document.list(FakeRows.of(row, row))))
        .isEqualTo("{\"data\":[" + expected + "," + expected + "]" + TAIL);
  }

  @Test
  void writesOneWithoutRelationships() {
    var rows = FakeRows.of(FakeRows.row(ORGANISATION, "Acme Télécom"));
    rows.next();
    assertThat(
            written(plan(projection(Organisations.TYPE, "name")), document -> document.one(rows)))
        .isEqualTo(
            "{\"data\":{\"type\":\"Organisation\",\"id\":\""
                + ORGANISATION
                + "\",\"attributes\":{\"name\":\"Acme Télécom\"},\"relationships\":{"
                + END
                + TAIL);
  }

  @Test
  void includedRowsOfAllIncludesFollowTheData() {
    var organisations = include(Calls.TYPE, "organisation", projection(Organisations.TYPE));
    var conversations =
        include(Calls.TYPE, "conversation", projection(Conversations.TYPE, "metadata"));
    var plan = plan(projection(Calls.TYPE), conversations, organisations);
    var out = new ByteArrayOutputStream();
    var document = DocumentWriter.of(plan, "http://h/api", out);
    document.list(FakeRows.of(FakeRows.row(CALL, null, ORGANISATION)));
    assertThat(document.rowsWritten()).isEqualTo(1);
    document.included(
        conversations, FakeRows.of(FakeRows.row(CONVERSATION, "{\"a\": [1]}", CALL, ORGANISATION)));
    document.included(organisations, FakeRows.of(FakeRows.row(ORGANISATION)));
    document.end();
    assertThat(document.rowsWritten()).isEqualTo(3);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains(
            "}],\"included\":[{\"type\":\"Conversation\",\"id\":\""
                + CONVERSATION
                + "\",\"attributes\":{\"metadata\":{\"a\": [1]}},\"relationships\":"
                + "{\"call\":{\"data\":{\"type\":\"Call\",\"id\":\""
                + CALL
                + "\",\"meta\":{}},\"links\":{},\"meta\":{}},"
                + ORGANISATION_LINKAGE
                + END
                + ",{\"type\":\"Organisation\"")
        .endsWith("\"attributes\":{},\"relationships\":{" + END + "]" + TAIL);
  }

  @Test
  void includedIsThereEvenWhenNothingIsRelated() {
    var include = include(Calls.TYPE, "conversation", projection(Conversations.TYPE));
    assertThat(
            written(
                plan(projection(Calls.TYPE), include),
                document -> {
                  document.list(FakeRows.of());
                  document.included(include, FakeRows.of());
                }))
        .isEqualTo("{\"data\":[],\"included\":[]" + TAIL);
  }

  @Test
  void theUrlOfTheRequestIsEscaped() {
    var url = "http://h/api/calls?filter[\"]=\\\u0007é";
    var out = new ByteArrayOutputStream();
    var document = DocumentWriter.of(plan(projection(Calls.TYPE)), url, out);
    document.list(FakeRows.of());
    document.end();
    assertThat(JsonTree.object(JsonTree.of(out.toByteArray()), "links")).containsEntry("self", url);
  }

  @Test
  void writesTheSameWhereverTheBufferEnds() {
    var plan = plan(projection(Calls.TYPE, "from_number", "duration_seconds", "started_at"));
    var row =
        FakeRows.row(CALL, "日本\"\n".repeat(30), 7L, Instant.EPOCH, CONVERSATION, ORGANISATION);
    var expected = written(plan, document -> document.list(FakeRows.of(row, row, row)));
    for (var capacity = OutputBytes.MINIMUM_CAPACITY; capacity < 300; capacity++) {
      var out = new ByteArrayOutputStream();
      var document = new DocumentWriter(plan, "http://h/api", out, capacity);
      document.list(FakeRows.of(row, row, row));
      document.end();
      assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(expected);
    }
  }

  @Test
  void aFailureOfTheRowsGoesThroughBeforeAnythingIsSent() {
    var out = new ByteArrayOutputStream();
    var document = DocumentWriter.of(plan(projection(Calls.TYPE, "direction")), "", out);
    // The row has no second column, on which the fake fails.
    assertThatThrownBy(() -> document.list(FakeRows.of(FakeRows.row(CALL))))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(out.size()).isZero();
    assertThat(document.rowsWritten()).isZero();
  }
}
