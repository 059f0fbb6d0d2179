package rollcall.ingest.freeswitch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import rollcall.calls.CallReport;
import rollcall.calls.ReplayedCalls;
import rollcall.ingest.Normalised;
import rollcall.ingest.Origin;
import rollcall.ingest.SourceName;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// The live events and the CDR of one call.
final class EslWithCdrTest {
  private static final Path RESOURCES = Path.of("src/test/resources/rollcall");
  private static final SourceName SOURCE = new SourceName("fs");

  @TestFactory
  List<DynamicTest> eventsAndRecordGiveTheRowOfTheRecordInAnyOrder() throws IOException {
    try (var files = Files.list(RESOURCES.resolve("freeswitch/captured"))) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(".a.json"))
          .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)))
          .toList();
    }
  }

  private static void check(Path cdr) throws IOException {
    var record = report(new JsonCdr(Origin.of(SOURCE)).normalise(body(cdr)));
    var scenario = cdr.getFileName().toString().replace(".a.json", "").replace("cel", "cell");
    var reports = new ArrayList<>(events(scenario));
    reports.addAll(record);

    for (int seed = 0; seed < 20; seed++) {
      Collections.shuffle(reports, new Random(seed));
      assertThat(ReplayedCalls.rows(reports)).isEqualTo(ReplayedCalls.rows(record));
    }
  }

  private static List<CallReport> events(String scenario) throws IOException {
    var events = new EslEvents(Origin.of(SOURCE));
    return Files.readAllLines(RESOURCES.resolve("live/freeswitch/" + scenario + ".jsonl")).stream()
        .flatMap(line -> report(events.read(line.getBytes(UTF_8)).said()).stream())
        .toList();
  }

  private static List<CallReport> report(Normalised said) {
    return said instanceof Normalised.Report(var report) ? List.of(report) : List.of();
  }

  /// The body of a request that was captured.
  private static byte[] body(Path capture) throws IOException {
    var json = Files.readString(capture);
    try (var parser = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
      while (parser.nextToken() != null) {
        if ("body".equals(parser.currentName()) && parser.currentToken().isScalarValue()) {
          return parser.getString().getBytes(UTF_8);
        }
      }
    }
    throw new IllegalStateException("no body in " + capture);
  }
}
