package rollcall;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import rollcall.app.TestApp;
import rollcall.database.CitusRules;
import rollcall.observe.Observation;
import rollcall.organisations.OrganisationId;
import rollcall.verify.Vector;
import rollcall.verify.Verification;

/// Every recorded request of the contract, over HTTP, against a server that holds its data set.
class ContractTest {
  private static final Path VECTORS = Path.of("contract/vectors.jsonl");

  private static TestApp app;

  @BeforeAll
  static void serveTheDataSet() {
    app = TestApp.startWithDataSet();
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  @Test
  void everyVectorIsAnsweredAsRecorded() throws Exception {
    var vectors = Vector.read(VECTORS);
    assertThat(vectors).hasSize(953);
    var failures = Verification.run(vectors, URI.create(app.url()), tokens(vectors), _ -> {});
    assertThat(failures.stream().map(ContractTest::told).collect(Collectors.joining("\n")))
        .isEmpty();
  }

  @Test
  void everyStatementThatTheVectorsCauseWouldRunOnADistributedDatabase() throws Exception {
    everyVectorIsAnsweredAsRecorded();
    var statements = new TreeSet<String>();
    for (var observation : app.observations()) {
      if (observation instanceof Observation.StatementSent(var text)
          && !text.startsWith("analyze")) {
        statements.add(text);
      }
    }
    assertThat(statements).hasSizeGreaterThan(100);
    assertThat(statements.stream().flatMap(sql -> CitusRules.violations(sql).stream())).isEmpty();
  }

  private static Map<UUID, String> tokens(List<Vector> vectors) {
    var tokens = new HashMap<UUID, String>();
    vectors.forEach(
        vector ->
            tokens.computeIfAbsent(
                vector.organisation(), id -> TestApp.token(new OrganisationId(id))));
    return tokens;
  }

  private static String told(Verification.Failure failure) {
    return failure.vector().number()
        + " "
        + failure.vector().target()
        + " "
        + failure.differences();
  }
}
