package rollcall.export;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// Writes one struct in the compact protocol of Thrift, in which Parquet keeps its headers and its
/// footer. The fields come in the order of their numbers. One thread.
final class ThriftStruct {
  private static final int TRUE = 1;
  private static final int FALSE = 2;
  private static final int I32 = 5;
  private static final int I64 = 6;
  private static final int BINARY = 8;
  private static final int LIST = 9;
  private static final int STRUCT = 12;

  /// The length from which on the header of a list has it apart.
  private static final int LONG_LIST = 15;

  private final ByteArrayOutputStream out;
  private int last;

  private ThriftStruct(ByteArrayOutputStream out) {
    this.out = out;
  }

  /// Writes a struct of `fields` to `out`.
  static void write(ByteArrayOutputStream out, Consumer<ThriftStruct> fields) {
    fields.accept(new ThriftStruct(out));
    out.write(0);
  }

  void bool(int id, boolean value) {
    header(id, value ? TRUE : FALSE);
  }

  void i32(int id, int value) {
    header(id, I32);
    number(value);
  }

  void i64(int id, long value) {
    header(id, I64);
    number(value);
  }

  void binary(int id, byte[] value) {
    header(id, BINARY);
    varint(value.length);
    out.writeBytes(value);
  }

  void text(int id, String value) {
    binary(id, value.getBytes(StandardCharsets.UTF_8));
  }

  void struct(int id, Consumer<ThriftStruct> fields) {
    header(id, STRUCT);
    write(out, fields);
  }

  /// A field that holds a struct without fields.
  void empty(int id) {
    struct(id, _ -> {});
  }

  void i32s(int id, int... values) {
    list(id, I32, values.length);
    for (var value : values) {
      number(value);
    }
  }

  void texts(int id, String value) {
    list(id, BINARY, 1);
    var bytes = value.getBytes(StandardCharsets.UTF_8);
    varint(bytes.length);
    out.writeBytes(bytes);
  }

  /// A list of `count` structs, which `encoded` are.
  void structs(int id, int count, byte[] encoded) {
    list(id, STRUCT, count);
    out.writeBytes(encoded);
  }

  private void list(int id, int type, int count) {
    header(id, LIST);
    out.write((Math.min(count, LONG_LIST) << 4) | type);
    if (count >= LONG_LIST) {
      varint(count);
    }
  }

  private void header(int id, int type) {
    // Numbers are small and rise by less than 16, so that the short form always does.
    out.write(((id - last) << 4) | type);
    last = id;
  }

  private void number(long value) {
    varint((value << 1) ^ (value >> 63));
  }

  private void varint(long value) {
    varint(value, out);
  }

  /// Writes `value`, without a sign, in as many bytes as it needs.
  static void varint(long value, ByteArrayOutputStream out) {
    var rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.write((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}
