package rollcall.sources;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import rollcall.database.DatabaseSettings;
import rollcall.database.TestDatabase;
import rollcall.ingest.SourceName;
import rollcall.observe.Observation;
import rollcall.observe.Observer;
import rollcall.organisations.OrganisationId;

final class ActiveSourcesTest {
  @Test
  void anErrorDoesNotEndTheReading() throws Exception {
    var fails = new AtomicBoolean();
    Observer observer =
        observation -> {
          if (observation instanceof Observation.StatementSent(var text)
              && text.contains("from sources order by name")
              && fails.getAndSet(false)) {
            throw new StackOverflowError("made by the test");
          }
        };
    try (var test = TestDatabase.create(DatabaseSettings.DEFAULT, observer)) {
      var directory = new SourceDirectory(test.database(), Clock.systemUTC());
      try (var sources = ActiveSources.open(directory, Optional.empty(), _ -> {})) {
        fails.set(true);
        var deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (fails.get() && System.nanoTime() < deadline) {
          Thread.sleep(10);
        }
        directory.add(
            new Source(
                new SourceName("sip"),
                new OrganisationId(test.createOrganisation().organisationId()),
                SourceType.KAMAILIO,
                Role.PRIMARY,
                TestSources.settings(Optional.empty(), Optional.of("127.0.0.1:1"))));
        while (sources.find("sip").isEmpty() && System.nanoTime() < deadline) {
          Thread.sleep(10);
        }
        assertThat(sources.find("sip")).isPresent();
      }
    }
  }
}
