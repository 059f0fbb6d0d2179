package rollcall.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PostgresLogTest {
  @TempDir Path folder;

  @Test
  void keepsTheNewestFilesOnly() throws Exception {
    for (var day = 1; day <= 9; day++) {
      Files.createFile(folder.resolve("postgresql-2026010%dT000000.log".formatted(day)));
    }
    new PostgresLog(folder).prune();
    try (var left = Files.list(folder)) {
      assertThat(left.map(f -> f.getFileName().toString()).sorted())
          .hasSize(5)
          .startsWith("postgresql-20260105T000000.log");
    }
  }
}
