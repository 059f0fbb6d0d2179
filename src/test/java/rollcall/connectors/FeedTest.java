package rollcall.connectors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import rollcall.database.SqlStatement;
import rollcall.database.TestDatabase;
import rollcall.inbox.Directions;
import rollcall.inbox.Inbox;
import rollcall.inbox.InboxKind;
import rollcall.inbox.InboxSettings;
import rollcall.ingest.SourceName;
import rollcall.organisations.OrganisationId;
import rollcall.sources.Role;
import rollcall.sources.Source;
import rollcall.sources.SourceType;
import rollcall.sources.TestSources;

final class FeedTest {
  private static final int ERRORS = 3;

  @Test
  void anErrorEndsNoThreadOfTheFeedAndTakesNoRoom() throws Exception {
    try (var test = TestDatabase.create();
        var inbox =
            Inbox.open(
                test.database(),
                Directions.NONE,
                InboxSettings.DEFAULT,
                Clock.systemUTC(),
                _ -> {})) {
      var organisation = new OrganisationId(test.createOrganisation().organisationId());
      test.database()
          .administer(
              session ->
                  session.update(
                      new SqlStatement(
                          "alter table inbox add check (octet_length(body) > 3)", List.of())));
      var source =
          new Source(
              new SourceName("sip"),
              organisation,
              SourceType.KAMAILIO,
              Role.PRIMARY,
              TestSources.settings(Optional.empty(), Optional.empty()));
      var lost = new AtomicInteger();
      var told = new CountDownLatch(ERRORS * 2);
      try (var feed =
          Feed.start(
              source,
              inbox,
              new WaitingBytes(4),
              Clock.systemUTC(),
              notice -> fail(notice, lost, told))) {
        for (int i = 0; i < ERRORS; i++) {
          // Room for one at a time: the next is heard when this one is done with.
          feed.hear(InboxKind.KAMAILIO, ("{}" + i).getBytes(UTF_8));
        }
        assertThat(told.await(20, TimeUnit.SECONDS)).isTrue();
        feed.keep(InboxKind.KAMAILIO, List.of("{\"a\":1}".getBytes(UTF_8)));
      }
      assertThat(told.getCount()).isZero();
    }
  }

  /// Fails each time that a message is said to be lost, but the second time of each.
  private static void fail(String notice, AtomicInteger lost, CountDownLatch told) {
    told.countDown();
    if (notice.contains("is lost") && lost.getAndIncrement() % 2 == 0) {
      throw new StackOverflowError("made by the test");
    }
  }
}
