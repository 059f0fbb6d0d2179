package rollcall.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.calls.Calls;
import rollcall.demo.DemoOrganisation;

/// The first thing that anybody runs.
final class DemoIT {
  private static final Pattern CURL =
      Pattern.compile("curl -g -H 'Authorization: Bearer (\\S+)' '(http://[^']+)'");
  private static final UUID CONTRACT_ORGANISATION =
      UUID.fromString("aaaaaaaa-0000-4000-8000-000000000001");

  @TempDir static Path data;
  private static ServerProcess server;

  @BeforeAll
  static void start() throws Exception {
    server = demo();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  private static ServerProcess demo() throws Exception {
    return ServerProcess.start(
        List.of(), Map.of(), data, List.of("demo", "--port", "0", "--data", data.toString()));
  }

  @Test
  void saysWhereItAnswersAndWhatToTry() throws Exception {
    var clinic = DemoOrganisation.CLINIC;
    assertThat(server.program().out())
        .contains("API           " + server.url() + "/api/calls")
        .contains("Organisation  " + clinic.name() + " (" + clinic.id() + ")")
        .contains("Data          " + data, "kept between runs", "Ctrl-C");

    var curl = CURL.matcher(server.program().out());
    assertThat(curl.find()).isTrue();
    assertThat(curl.group(2)).startsWith(server.url());
    var answer = server.get(curl.group(2).substring(server.url().length()), curl.group(1));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"started_at\"").contains("\"ended_at\":null");
  }

  @Test
  void hasAMonthOfCallsOfEveryStatusAndSomeThatGoOn() throws Exception {
    var statuses = new ArrayList<String>();
    var calls = 0;
    var goingOn = 0;
    for (var organisation : DemoOrganisation.ALL) {
      var list = server.get("/api/calls", server.token(organisation.id().value())).body();
      calls += occurrences(list, "\"type\":\"Call\"");
      goingOn += occurrences(list, "\"ended_at\":null");
      Calls.STATUSES.stream()
          .filter(status -> list.contains("\"status\":\"" + status + "\""))
          .forEach(statuses::add);
    }

    assertThat(calls).isBetween(4_000, 6_000);
    assertThat(statuses).containsAll(Calls.STATUSES);
    assertThat(goingOn).isBetween(1, 100);
  }

  @Test
  void hasTheRowsOfTheContract() throws Exception {
    var list = server.get("/api/calls", server.token(CONTRACT_ORGANISATION));

    assertThat(list.statusCode()).isEqualTo(200);
    assertThat(occurrences(list.body(), "\"type\":\"Call\"")).isPositive();
  }

  @Test
  void keepsItsCallsAndDoublesNone() throws Exception {
    var before = calls();
    server.close();

    server = demo();

    assertThat(calls()).isEqualTo(before);
  }

  private static int calls() throws Exception {
    try (var connection = server.superuser();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select count(*) from calls")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private static int occurrences(String text, String part) {
    return Math.toIntExact(Pattern.compile(part, Pattern.LITERAL).matcher(text).results().count());
  }
}
