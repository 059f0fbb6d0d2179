package rollcall.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardwood.InputFile;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import rollcall.calls.Calls;
import rollcall.database.Rows;
import rollcall.jsonapi.document.FakeRows;
import rollcall.jsonapi.plan.Projection;
import rollcall.jsonapi.schema.Attribute;

/// Parquet files, read back by a reader that is not ours.
class ParquetWriterTest {
  private static final Projection SHOWN =
      projection("direction", "from_number", "sip_username", "started_at", "duration_seconds");
  private static final Instant START = Instant.parse("2025-01-10T02:35:34.123456Z");

  private static Projection projection(String... names) {
    return new Projection(
        Calls.TYPE,
        Arrays.stream(names).<Attribute>map(name -> Calls.TYPE.field(name).orElseThrow()).toList());
  }

  private static byte[] written(Projection projection, Rows rows) {
    var out = new ByteArrayOutputStream();
    var writer = new ParquetWriter(projection, out);
    writer.writeAll(rows);
    writer.end();
    return out.toByteArray();
  }

  private static ParquetFileReader reader(byte[] file) throws IOException {
    return ParquetFileReader.open(InputFile.of(ByteBuffer.wrap(file)));
  }

  private static List<Object> row(RowReader row) {
    return FakeRows.row(
        row.getUuid("id"),
        row.getString("direction"),
        row.getString("from_number"),
        row.isNull("sip_username") ? null : row.getString("sip_username"),
        row.isNull("started_at") ? null : row.getTimestamp("started_at"),
        row.isNull("duration_seconds") ? null : row.getLong("duration_seconds"));
  }

  private static List<List<Object>> read(byte[] file) throws IOException {
    var rows = new ArrayList<List<Object>>();
    try (var reader = reader(file);
        var row = reader.rowReader()) {
      while (row.hasNext()) {
        row.next();
        rows.add(row(row));
      }
    }
    return rows;
  }

  private static List<Object> call(Random random, int number) {
    return FakeRows.row(
        new UUID(random.nextLong(), random.nextLong()),
        number % 3 == 0 ? "outbound" : "inbound",
        "é📞" + Long.toHexString(random.nextLong()).repeat(1 + random.nextInt(40)),
        number % 7 < 4 ? null : number % 7 == 4 ? "" : "user-" + number % 100,
        number % 1_000 == 0 ? null : START.plusSeconds(random.nextInt()),
        number < 2_000 ? null : Long.valueOf(random.nextLong()));
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static FakeRows rows(List<List<Object>> rows) {
    return FakeRows.of(rows.toArray(new List[0]));
  }

  @Test
  void fileWithoutRowsHasItsColumns() throws IOException {
    var file = written(SHOWN, FakeRows.of());
    assertThat(read(file)).isEmpty();
    try (var reader = reader(file)) {
      assertThat(reader.getFileMetaData().numRows()).isZero();
      assertThat(reader.getFileSchema().getColumns())
          .map(Object::toString)
          .hasSize(SHOWN.attributes().size() + 1);
    }
  }

  @Test
  void columnsHaveTheirTypes() throws IOException {
    try (var reader = reader(written(SHOWN, FakeRows.of()))) {
      assertThat(reader.getFileSchema().toString())
          .isEqualTo(
              """
              message row {
                required fixed_len_byte_array id (UUID);
                required byte_array direction (STRING);
                required byte_array from_number (STRING);
                optional byte_array sip_username (STRING);
                optional int64 started_at (TIMESTAMP(MICROS, UTC));
                optional int64 duration_seconds;
              }""");
    }
  }

  @Test
  void valuesOfAllTypesComeBackOverManyPagesAndGroups() throws IOException {
    var random = new Random(1);
    var rows = new ArrayList<List<Object>>();
    for (var number = 0; number < 100_000; number++) {
      rows.add(call(random, number));
    }
    var file = written(SHOWN, rows(rows));
    assertThat(read(file)).isEqualTo(rows);
    try (var reader = reader(file)) {
      var groups = reader.getFileMetaData().rowGroups();
      assertThat(groups).hasSizeGreaterThan(1);
      assertThat(groups)
          .allMatch(
              group ->
                  group.columns().stream()
                          .mapToLong(column -> column.metaData().totalCompressedSize())
                          .sum()
                      < 2 * ParquetWriter.GROUP_BYTES);
    }
  }

  @Test
  void longestTextsMakePagesOfTheirOwn() throws IOException {
    var random = new Random(2);
    var rows = new ArrayList<List<Object>>();
    for (var number = 0; number < 20; number++) {
      var call = new ArrayList<>(call(random, number));
      call.set(3, "x".repeat(64 * 1024 - number));
      rows.add(call);
    }
    assertThat(read(written(SHOWN, rows(rows)))).isEqualTo(rows);
  }

  @Test
  void groupsTellTheirLeastAndGreatestMoment() throws IOException {
    var rows =
        rows(
            List.of(
                FakeRows.row(new UUID(0, 1), START),
                FakeRows.row(new UUID(0, 2), null),
                FakeRows.row(new UUID(0, 3), START.minusSeconds(1))));
    try (var reader = reader(written(projection("started_at"), rows))) {
      var statistics =
          reader.getFileMetaData().rowGroups().getFirst().columns().get(1).metaData().statistics();
      assertThat(statistics.nullCount()).isEqualTo(1);
      assertThat(micros(statistics.minValue())).isEqualTo(1_736_476_533_123_456L);
      assertThat(micros(statistics.maxValue())).isEqualTo(1_736_476_534_123_456L);
    }
  }

  private static long micros(byte[] value) {
    return ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }
}
