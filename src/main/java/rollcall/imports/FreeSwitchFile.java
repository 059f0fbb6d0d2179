package rollcall.imports;

import java.io.IOException;
import rollcall.ingest.Origin;
import rollcall.ingest.SourceName;
import rollcall.ingest.freeswitch.JsonCdr;

/// Reads call detail records of FreeSWITCH: one, or many in a row, each in any form in which the
/// switch posts or spools it, or inside a request that was captured.
final class FreeSwitchFile {
  private final JsonCdr cdrs;

  FreeSwitchFile(SourceName source) {
    cdrs = new JsonCdr(Origin.of(source));
  }

  void read(CountingInput in, RowSink sink) throws IOException {
    var cutter =
        new RecordCutter(
            (record, line) ->
                sink.record(line, 0, cdrs.normalise(CapturedRequest.body(record).orElse(record))));
    var lines = new Lines(in);
    for (var line = lines.next(); line.isPresent(); line = lines.next()) {
      cutter.take(line.get());
    }
    cutter.finish();
  }
}
