package rollcall.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class EmbeddedPostgresTest {
  @Test
  void isDurable() throws Exception {
    var address = SharedPostgres.create("durable");
    try (var connection = SuperuserLogin.open(address);
        var statement = connection.createStatement()) {
      for (var setting : new String[] {"fsync", "synchronous_commit", "data_checksums"}) {
        try (var rows = statement.executeQuery("SHOW " + setting)) {
          rows.next();
          assertThat(rows.getString(1)).as(setting).isEqualTo("on");
        }
      }
    }
  }
}
