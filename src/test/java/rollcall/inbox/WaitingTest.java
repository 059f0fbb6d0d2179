package rollcall.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import rollcall.ingest.DirectionRules;
import rollcall.ingest.SourceName;
import rollcall.organisations.OrganisationId;

/// Messages of 10 bytes of two organisations, of which five have room.
final class WaitingTest {
  private static final OrganisationId ONE = new OrganisationId(new UUID(0, 1));
  private static final OrganisationId OTHER = new OrganisationId(new UUID(0, 2));

  private final Waiting waiting = new Waiting(5, 50);

  private static Pending pending(OrganisationId organisation, int bytes) {
    var message =
        Message.of(
            organisation,
            new SourceName("sip"),
            InboxKind.KAMAILIO,
            Instant.EPOCH,
            new byte[bytes]);
    return new Pending(UUID.randomUUID(), Read.of(message, DirectionRules.NONE));
  }

  private boolean offer(OrganisationId organisation) {
    return waiting.offer(pending(organisation, 10));
  }

  private static OrganisationId of(List<Pending> batch) {
    return batch.getFirst().message().organisation();
  }

  @Test
  void aBatchIsOfOneOrganisation() throws Exception {
    offer(ONE);
    offer(OTHER);
    offer(ONE);

    assertThat(waiting.take(10)).hasSize(2).allMatch(it -> it.message().organisation() == ONE);
    assertThat(waiting.take(10)).hasSize(1).allMatch(it -> it.message().organisation() == OTHER);
  }

  @Test
  void whatComesWhileABatchIsOutGathers() throws Exception {
    offer(ONE);
    waiting.take(10);
    offer(ONE);
    offer(ONE);
    offer(OTHER);
    assertThat(of(waiting.take(10))).isEqualTo(OTHER);

    waiting.back(ONE, 10);

    assertThat(waiting.take(10)).hasSize(2);
  }

  @Test
  void organisationsTakeTurns() throws Exception {
    offer(ONE);
    offer(ONE);
    offer(OTHER);
    assertThat(of(waiting.take(1))).isEqualTo(ONE);
    waiting.back(ONE, 10);

    assertThat(of(waiting.take(1))).isEqualTo(OTHER);
    assertThat(of(waiting.take(1))).isEqualTo(ONE);
  }

  @Test
  void takesNoMoreMessagesThanThereIsRoomFor() throws Exception {
    var small = new Waiting(2, 50);
    assertThat(small.offer(pending(ONE, 1))).isTrue();
    assertThat(small.offer(pending(OTHER, 1))).isTrue();
    assertThat(small.offer(pending(ONE, 1))).isFalse();

    small.take(10);

    assertThat(small.offer(pending(ONE, 1))).isTrue();
  }

  @Test
  void bytesTakeRoomUntilTheirBatchIsBack() throws Exception {
    for (int i = 0; i < 4; i++) {
      assertThat(offer(ONE)).isTrue();
    }
    assertThat(waiting.offer(pending(OTHER, 11))).isFalse();
    waiting.take(10);
    assertThat(waiting.offer(pending(OTHER, 11))).isFalse();

    waiting.back(ONE, 40);

    assertThat(waiting.offer(pending(OTHER, 50))).isTrue();
  }

  @Test
  void whatIsDrainedWaitsNoMore() throws Exception {
    offer(ONE);
    waiting.take(10);
    offer(ONE);
    offer(OTHER);

    assertThat(waiting.drain()).hasSize(2);

    waiting.back(ONE, 10);
    waiting.close();
    assertThat(waiting.take(10)).isEmpty();
  }

  @Test
  void theRestIsTakenAfterTheEnd() throws Exception {
    offer(ONE);
    waiting.close();

    assertThat(waiting.take(10)).hasSize(1);
    waiting.back(ONE, 10);
    assertThat(waiting.take(10)).isEmpty();
  }
}
