package rollcall.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class UuidV7Test {
  @Test
  void beginsWithTheTime() {
    var at = Instant.parse("2026-01-02T03:04:05.678Z");
    var id = new UuidV7(Clock.fixed(at, ZoneOffset.UTC)).next();

    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(at.toEpochMilli());
  }

  @Test
  void risesWithinMillisecondAndFromManyThreads() throws Exception {
    var ids = new UuidV7(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    var made = Collections.synchronizedList(new ArrayList<List<UUID>>());
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 4; i++) {
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    var mine = new ArrayList<UUID>();
                    for (int n = 0; n < 5_000; n++) {
                      mine.add(ids.next());
                    }
                    made.add(mine);
                  }));
    }
    for (var thread : threads) {
      thread.join();
    }
    assertThat(made)
        .hasSize(4)
        .allSatisfy(mine -> assertThat(mine.stream().map(UUID::toString).toList()).isSorted());
    assertThat(made.stream().flatMap(List::stream).distinct()).hasSize(20_000);
  }
}
