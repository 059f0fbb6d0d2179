package rollcall.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import rollcall.database.Rows;
import rollcall.jsonapi.schema.Attribute;

/// One column of a Parquet file, and what of it was written of the row group at hand. One thread.
final class ParquetColumn {
  private static final int INT64 = 2;
  private static final int BYTE_ARRAY = 6;
  private static final int FIXED_LEN_BYTE_ARRAY = 7;
  private static final int UUID_BYTES = 16;
  private static final int PLAIN = 0;
  private static final int RLE = 3;
  private static final int GZIP = 2;

  private final String name;
  private final boolean nullable;
  private final CellForm form;
  private final int column;
  private final ParquetPage page;
  private final ByteArrayOutputStream chunk = new ByteArrayOutputStream();
  private long plainBytes;
  private long nulls;
  private long least = Long.MAX_VALUE;
  private long greatest = Long.MIN_VALUE;

  /// A column that holds `attribute`, which stands in `column` of the rows.
  ParquetColumn(Attribute attribute, int column) {
    this.name = attribute.name();
    this.nullable = attribute.nullable();
    this.form = CellForm.of(attribute.type());
    this.column = column;
    this.page = new ParquetPage(nullable);
  }

  /// Adds the value of the row on which `row` stands, and gives by how many bytes the chunk grew.
  int add(Rows row) {
    if (nullable && row.isNull(column)) {
      nulls++;
      page.addNull();
    } else {
      addValue(row);
    }
    return page.isFull() ? finishPage() : 0;
  }

  private void addValue(Rows row) {
    switch (form) {
      case TEXT, JSON -> page.addBytes(row.textBytes(column));
      case UUID -> {
        var value = row.uuid(column);
        page.addUuid(value.getMostSignificantBits(), value.getLeastSignificantBits());
      }
      case TIMESTAMP -> addLong(row.epochMicros(column));
      case INTEGER -> addLong(row.integer(column));
    }
  }

  private void addLong(long value) {
    least = Math.min(least, value);
    greatest = Math.max(greatest, value);
    page.addLong(value);
  }

  private int finishPage() {
    var before = chunk.size();
    plainBytes += page.finish(chunk);
    return chunk.size() - before;
  }

  /// Describes to `chunks`, as an element of a row group, what was added of `rows` rows and is
  /// going to be written where `offset` bytes are before it; gives what that comes to uncompressed.
  long endChunk(long rows, long offset, ByteArrayOutputStream chunks) {
    if (!page.isEmpty()) {
      finishPage();
    }
    ThriftStruct.write(
        chunks,
        described -> {
          described.i64(2, offset);
          described.struct(3, metadata -> describe(metadata, rows, offset));
        });
    return plainBytes;
  }

  /// Writes the chunk that was ended, begins another, and gives the bytes that were written.
  int writeChunk(OutputStream out) throws IOException {
    var bytes = chunk.size();
    chunk.writeTo(out);
    chunk.reset();
    plainBytes = 0;
    nulls = 0;
    least = Long.MAX_VALUE;
    greatest = Long.MIN_VALUE;
    return bytes;
  }

  private void describe(ThriftStruct metadata, long rows, long offset) {
    metadata.i32(1, physicalType());
    metadata.i32s(2, PLAIN, RLE);
    metadata.texts(3, name);
    metadata.i32(4, GZIP);
    metadata.i64(5, rows);
    metadata.i64(6, plainBytes);
    metadata.i64(7, chunk.size());
    metadata.i64(9, offset);
    metadata.struct(
        12,
        statistics -> {
          statistics.i64(3, nulls);
          if (least <= greatest) {
            statistics.binary(5, littleEndian(greatest));
            statistics.binary(6, littleEndian(least));
          }
        });
  }

  private static byte[] littleEndian(long value) {
    return ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
  }

  /// Describes the column as an element of a schema.
  void describe(ByteArrayOutputStream schema) {
    ThriftStruct.write(
        schema,
        element -> {
          element.i32(1, physicalType());
          if (form == CellForm.UUID) {
            element.i32(2, UUID_BYTES);
          }
          element.i32(3, nullable ? 1 : 0);
          element.text(4, name);
          describeMeaning(element);
        });
  }

  private int physicalType() {
    return switch (form) {
      case TEXT, JSON -> BYTE_ARRAY;
      case UUID -> FIXED_LEN_BYTE_ARRAY;
      case TIMESTAMP, INTEGER -> INT64;
    };
  }

  /// The meaning in the words of older readers (6) and of newer ones (10), as far as they have any.
  private void describeMeaning(ThriftStruct element) {
    switch (form) {
      case TEXT -> {
        element.i32(6, 0);
        element.struct(10, type -> type.empty(1));
      }
      case JSON -> {
        element.i32(6, 19);
        element.struct(10, type -> type.empty(12));
      }
      case TIMESTAMP -> {
        element.i32(6, 10);
        element.struct(10, ParquetColumn::describeMicrosOfUtc);
      }
      case UUID -> element.struct(10, type -> type.empty(14));
      case INTEGER -> {}
    }
  }

  private static void describeMicrosOfUtc(ThriftStruct type) {
    type.struct(
        8,
        timestamp -> {
          timestamp.bool(1, true);
          timestamp.struct(2, unit -> unit.empty(2));
        });
  }
}
