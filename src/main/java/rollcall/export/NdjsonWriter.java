package rollcall.export;

import java.io.OutputStream;
import rollcall.database.Rows;
import rollcall.jsonapi.document.FlatRowWriter;
import rollcall.jsonapi.document.LocalTimes;
import rollcall.jsonapi.document.OutputBytes;
import rollcall.jsonapi.plan.Projection;

/// Writes a JSON object a line, each line with its end.
final class NdjsonWriter implements RowsWriter {
  private final OutputBytes bytes;
  private final FlatRowWriter rows;

  NdjsonWriter(Projection projection, LocalTimes times, OutputStream out) {
    this.bytes = OutputBytes.to(out, times);
    this.rows = new FlatRowWriter(projection, bytes);
  }

  @Override
  public void write(Rows row) {
    rows.write(row);
    bytes.raw('\n');
  }

  @Override
  public void flush() {
    bytes.flush();
  }
}
