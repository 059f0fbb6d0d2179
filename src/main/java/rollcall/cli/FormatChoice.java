package rollcall.cli;

import java.util.Optional;
import rollcall.imports.Format;

/// The words of `--format`.
enum FormatChoice {
  AUTO(Optional.empty()),
  DATASET(Optional.of(Format.DATASET)),
  JSONL(Optional.of(Format.JSONL)),
  CSV(Optional.of(Format.CSV)),
  FREESWITCH(Optional.of(Format.FREESWITCH)),
  ASTERISK(Optional.of(Format.ASTERISK));

  private final Optional<Format> format;

  FormatChoice(Optional<Format> format) {
    this.format = format;
  }

  /// The format that was chosen, or nothing where each file shows its own.
  Optional<Format> format() {
    return format;
  }
}
