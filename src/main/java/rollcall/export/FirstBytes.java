package rollcall.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/// Passes bytes on, and says what the first ones will be before any is there: so a file is known
/// again that was cut off at any place. [ExportState#TAIL_BYTES] are told of, unless [#flush] is
/// called before there are as many. One thread.
final class FirstBytes extends OutputStream {
  /// Hears what a file begins with.
  @FunctionalInterface
  interface Beginning {
    void of(byte[] first) throws IOException;
  }

  private final OutputStream out;
  private final Beginning beginning;
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private boolean told;

  FirstBytes(OutputStream out, Beginning beginning) {
    this.out = out;
    this.beginning = beginning;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (told) {
      out.write(bytes, offset, length);
      return;
    }
    held.write(bytes, offset, length);
    if (held.size() >= ExportState.TAIL_BYTES) {
      flush();
    }
  }

  @Override
  public void flush() throws IOException {
    if (!told && held.size() > 0) {
      beginning.of(
          Arrays.copyOf(held.toByteArray(), Math.min(held.size(), ExportState.TAIL_BYTES)));
      told = true;
      held.writeTo(out);
      held.reset();
    }
    out.flush();
  }
}
