package rollcall.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import rollcall.database.Rows;
import rollcall.jsonapi.plan.Projection;
import rollcall.jsonapi.schema.ResourceType;

/// Writes a Parquet file (format version 1: plain values, gzip) in row groups of bounded size, so
/// that it needs memory for one of them and for a few bytes of each before. Moments are
/// microseconds of UTC; identifiers are UUIDs.
final class ParquetWriter implements RowsWriter {
  /// From how many compressed bytes on a row group ends.
  static final int GROUP_BYTES = 4 * 1024 * 1024;

  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

  private final ParquetColumn[] columns;
  private final OutputStream out;
  private final ByteArrayOutputStream groups = new ByteArrayOutputStream();
  private int groupCount;
  private long rows;
  private long rowsOfGroup;
  private long bytesOfGroup;
  private long offset;

  ParquetWriter(Projection projection, OutputStream out) {
    this.columns = columns(projection);
    this.out = out;
  }

  private static ParquetColumn[] columns(Projection projection) {
    var id = new ParquetColumn(ResourceType.ID, Projection.ID_COLUMN);
    var attributes = projection.attributes();
    var others =
        IntStream.range(0, attributes.size())
            .mapToObj(i -> new ParquetColumn(attributes.get(i), Projection.FIRST_ATTRIBUTE + i));
    return Stream.concat(Stream.of(id), others).toArray(ParquetColumn[]::new);
  }

  @Override
  public void write(Rows row) {
    for (var column : columns) {
      bytesOfGroup += column.add(row);
    }
    rowsOfGroup++;
    if (bytesOfGroup >= GROUP_BYTES) {
      endGroup();
    }
  }

  private void endGroup() {
    try {
      begin();
      var start = offset;
      var plainBytes = 0L;
      var chunks = new ByteArrayOutputStream();
      for (var column : columns) {
        plainBytes += column.endChunk(rowsOfGroup, offset, chunks);
        offset += column.writeChunk(out);
      }
      describeGroup(chunks.toByteArray(), plainBytes, start);
    } catch (IOException e) {
      throw unwritable(e);
    }
    rows += rowsOfGroup;
    rowsOfGroup = 0;
    bytesOfGroup = 0;
  }

  private void begin() throws IOException {
    if (offset == 0) {
      out.write(MAGIC);
      offset = MAGIC.length;
    }
  }

  private void describeGroup(byte[] chunks, long plainBytes, long start) {
    ThriftStruct.write(
        groups,
        group -> {
          group.structs(1, columns.length, chunks);
          group.i64(2, plainBytes);
          group.i64(3, rowsOfGroup);
          group.i64(5, start);
          group.i64(6, offset - start);
        });
    groupCount++;
  }

  /// Nothing: a row group is passed on when it is full.
  @Override
  public void flush() {}

  @Override
  public void end() {
    if (rowsOfGroup > 0) {
      endGroup();
    }
    var footer = new ByteArrayOutputStream();
    ThriftStruct.write(footer, this::describeFile);
    try {
      begin();
      footer.writeTo(out);
      for (var shift = 0; shift < Integer.SIZE; shift += 8) {
        out.write(footer.size() >>> shift);
      }
      out.write(MAGIC);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private void describeFile(ThriftStruct file) {
    file.i32(1, 1);
    file.structs(2, columns.length + 1, schema());
    file.i64(3, rows);
    file.structs(4, groupCount, groups.toByteArray());
    file.text(6, "Rollcall");
    // The order in which least and greatest are meant: that of the type, for each column.
    file.structs(7, columns.length, order().toByteArray());
  }

  private byte[] schema() {
    var schema = new ByteArrayOutputStream();
    ThriftStruct.write(
        schema,
        root -> {
          root.text(4, "row");
          root.i32(5, columns.length);
        });
    for (var column : columns) {
      column.describe(schema);
    }
    return schema.toByteArray();
  }

  private ByteArrayOutputStream order() {
    var order = new ByteArrayOutputStream();
    for (var i = 0; i < columns.length; i++) {
      ThriftStruct.write(order, ofType -> ofType.empty(1));
    }
    return order;
  }

  private static UncheckedIOException unwritable(IOException e) {
    return new UncheckedIOException("cannot write a document", e);
  }
}
