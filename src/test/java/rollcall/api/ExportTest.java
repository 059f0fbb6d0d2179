package rollcall.api;

import static org.assertj.core.api.Assertions.assertThat;
import static rollcall.api.ApiClient.ACME;
import static rollcall.api.ApiClient.errors;
import static rollcall.api.ApiClient.object;

import dev.hardwood.InputFile;
import dev.hardwood.reader.ParquetFileReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rollcall.app.TestApp;
import rollcall.http.Answer;

/// Lists as files, as they come over the wire.
class ExportTest {
  private static final String CALL = "2ac954c3-3173-49f7-b59e-cf105c6cf0c2";
  private static final String ONE = "/api/calls?filter[id]=" + CALL;
  private static final String HEADER =
      "id,direction,from_number,to_number,sip_username,status,call_uuid,call_source,started_at,"
          + "ended_at,duration_seconds,conversation_id\r\n";
  private static final String RECORD =
      CALL
          + ",inbound,+442079460000,+18043797055,,failed,517f1efe-9874-44ab-98c0-d341131d9da7,"
          + "zebra,2025-01-10T02:35:34.000000Z,2025-01-10T02:36:34.000000Z,60,\r\n";
  private static final Pattern NEXT = Pattern.compile("<http://here(.*)>; rel=\"next\"");

  private static TestApp app;
  private static ApiClient client;

  @BeforeAll
  static void serve() {
    app =
        TestApp.startWithDataSet(
            Clock.fixed(Instant.parse("2026-03-28T23:30:00Z"), ZoneOffset.UTC));
    client = ApiClient.of(app, ACME);
  }

  @AfterAll
  static void stop() throws IOException {
    client.close();
    app.close();
  }

  @Test
  void csvIsAFileToKeep() throws IOException {
    var answer = client.get(ONE + "&format=csv");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.field("Content-Type")).isEqualTo("text/csv; charset=utf-8; header=present");
    assertThat(answer.field("Content-Disposition"))
        .isEqualTo("attachment; filename=\"calls-2026-03-28.csv\"");
    assertThat(answer.field("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.body()).isEqualTo(HEADER + RECORD);
  }

  @Test
  void linesOfJsonHaveTypedValues() throws IOException {
    var answer = client.get(ONE + "&format=ndjson&fields=duration_seconds,conversation_id");
    assertThat(answer.field("Content-Type")).isEqualTo("application/x-ndjson");
    assertThat(answer.body())
        .isEqualTo("{\"id\":\"" + CALL + "\",\"duration_seconds\":60,\"conversation_id\":null}\n");
  }

  @Test
  void parquetHasTheSameRows() throws IOException {
    var ids = ApiClient.ids(client.get("/api/calls?sort=call_uuid"));
    var answer = client.get("/api/calls?sort=call_uuid&format=parquet");
    assertThat(answer.field("Content-Type")).isEqualTo("application/vnd.apache.parquet");
    var bytes = ByteBuffer.wrap(answer.body().getBytes(StandardCharsets.ISO_8859_1));
    var read = new ArrayList<Object>();
    try (var reader = ParquetFileReader.open(InputFile.of(bytes));
        var row = reader.rowReader()) {
      while (row.hasNext()) {
        row.next();
        read.add(row.getUuid("id").toString());
      }
    }
    assertThat(read).isEqualTo(ids);
  }

  @Test
  void everyCollectionIsAFileToo() throws IOException {
    for (var path : List.of("calls", "conversations", "organisations")) {
      var rows = ApiClient.ids(client.get("/api/" + path));
      var lines = client.get("/api/" + path + "?format=csv").body().lines().toList();
      assertThat(lines.stream().skip(1).map(line -> (Object) line.substring(0, 36)))
          .isEqualTo(rows);
      assertThat(client.get("/api/" + path + "?format=ndjson").body().lines()).hasSameSizeAs(rows);
    }
  }

  @Test
  void timesAreWrittenByTheClocksOfAZoneOnRequest() throws IOException {
    var answer = client.get(ONE + "&format=csv&fields=started_at&time_zone=America/New_York");
    assertThat(answer.body())
        .isEqualTo("id,started_at\r\n" + CALL + ",2025-01-09T21:35:34.000000-05:00\r\n");
    assertThat(client.get(ONE + "&format=csv&time_zone=Europe/Berlin").field("Content-Disposition"))
        .endsWith("calls-2026-03-29.csv\"");
  }

  @Test
  void headSaysTheSameAndSendsNothing() throws IOException {
    var answer = client.send("HEAD", "/api/calls?format=csv");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.field("Content-Disposition")).startsWith("attachment");
    assertThat(answer.body()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          text/csv                                        | text/csv
          TEXT/CSV;charset=utf-8                          | text/csv
          application/x-ndjson                            | application/x-ndjson
          application/vnd.apache.parquet                  | application/vnd.apache.parquet
          text/csv, */*;q=0.1                             | text/csv
          text/csv, */*                                   | application/vnd.api+json
          text/csv;q=0.5, application/x-ndjson;q=0.9      | application/x-ndjson
          text/csv;q=0.5, application/json;q=0.4          | text/csv
          text/csv;q=0.4, application/json;q=0.5          | application/vnd.api+json
          text/csv, application/vnd.api+json              | application/vnd.api+json
          application/vnd.api+json;q=0.5, text/csv        | text/csv
          text/csv;q=0, application/json                  | application/vnd.api+json
          text/html, */*;q=0.1                            | application/vnd.api+json
          """)
  void acceptChoosesTheForm(String accept, String type) throws IOException {
    var answer = client.get(ONE, "Accept: " + accept);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.field("Content-Type")).startsWith(type);
  }

  @ParameterizedTest
  @CsvSource({"text/html", "text/*", "text/csv;q=0", "application/vnd.api+json;v=1"})
  void whatCannotBeServedIsNotAcceptable(String accept) throws IOException {
    assertThat(client.get(ONE, "Accept: " + accept).status()).isEqualTo(406);
  }

  @Test
  void formatIsAboveAccept() throws IOException {
    assertThat(client.get(ONE + "&format=csv", "Accept: text/html").body())
        .isEqualTo(HEADER + RECORD);
    var document = client.get(ONE + "&format=json", "Accept: text/csv");
    assertThat(document.field("Content-Type")).isEqualTo("application/vnd.api+json");
    assertThat(ApiClient.ids(document)).isEqualTo(List.of(CALL));
  }

  @Test
  void aZoneChangesNoDocument() throws IOException {
    var plain = object(ApiClient.document(client.get(ONE))).get("data");
    var zoned = client.get(ONE + "&time_zone=Mars/Phobos");
    assertThat(object(ApiClient.document(zoned)).get("data")).isEqualTo(plain);
  }

  private static void refuses(String target, String parameter, String detail) throws IOException {
    var answer = client.get(target);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.field("Content-Type")).isEqualTo("application/vnd.api+json");
    assertThat(answer.field("Content-Disposition")).isEmpty();
    assertThat(errors(answer, "source").toString()).contains("{parameter=" + parameter + "}");
    assertThat(errors(answer, "detail").toString()).contains(detail);
  }

  @Test
  void saysWhatIsWrongAndWhatWouldBeRight() throws IOException {
    refuses(
        "/api/calls?format=csvv", "format", "\"csvv\". Did you mean csv? The formats are json,");
    refuses("/api/calls?format[]=csv", "format", "must be one text");
    refuses("/api/calls?format=csv&time_zone=Mars/Phobos", "time_zone", "no time zone \"Mars/Ph");
    refuses("/api/calls?format=csv&time_zone[]=UTC", "time_zone", "must be one text");
    refuses("/api/calls?format=parquet&time_zone=UTC", "time_zone", "leave the time zone out");
    refuses("/api/calls?format=csv&include=conversation", "include", "no place for others");
    refuses("/api/calls?format=csv&sort=nothing", "sort", "No such sort key");
    assertThat(errors(client.get("/api/calls?format=cvs&sort=nothing"), "code"))
        .isEqualTo(List.of("invalid_query", "invalid_sort"));
    assertThat(client.get(ONE + "&format=csv&include=").status()).isEqualTo(200);
  }

  @Test
  void pagesFollowOneAnotherByTheirLinks() throws IOException {
    var whole = client.get("/api/calls?format=csv&sort=status,-started_at").body();
    var header = whole.substring(0, whole.indexOf('\n') + 1);
    var pages = new StringBuilder(header);
    var target = "/api/calls?format=csv&sort=status,-started_at&page[limit]=7&x=%3E";
    var count = 0;
    while (!target.isEmpty()) {
      var page = client.get(target);
      assertThat(page.status()).isEqualTo(200);
      assertThat(page.body()).startsWith(header);
      pages.append(page.body().substring(header.length()));
      target = next(page);
      count++;
    }
    assertThat(pages.toString()).isEqualTo(whole);
    assertThat(count).isGreaterThan(5);
  }

  private static String next(Answer page) {
    var link = NEXT.matcher(page.field("Link"));
    return link.matches() ? link.group(1) : "";
  }

  @Test
  void aPageCanBeReadByOffsetAndBackwards() throws IOException {
    var all = client.get("/api/calls?format=csv&fields=id").body().lines().toList();
    var byOffset = client.get("/api/calls?format=csv&fields=id&page[limit]=5&page[offset]=3");
    assertThat(byOffset.body().lines().skip(1)).isEqualTo(all.subList(4, 9));
    assertThat(next(byOffset)).contains("page%5Boffset%5D=8");
    var document = client.get("/api/calls?page[limit]=5&page[after]=" + cursor(5));
    var prev = (String) object(ApiClient.document(document).get("links")).get("prev");
    var before = prev.substring("http://here".length()) + "&format=csv&fields=id";
    assertThat(client.get(before).body().lines().skip(1)).isEqualTo(all.subList(1, 6));
  }

  private static String cursor(int rows) throws IOException {
    var next = next(client.get("/api/calls?format=csv&page[limit]=" + rows));
    return next.substring(next.indexOf("after%5D=") + "after%5D=".length());
  }
}
