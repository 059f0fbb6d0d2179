package rollcall.cli;

import java.util.Optional;
import picocli.CommandLine;

/// For how many days an organisation keeps its calls: for ever, where there is no number.
record RetentionChoice(Optional<Integer> days) {
  /// The word for ever.
  static final String NONE = "none";

  /// Reads a number of days, or `none`.
  static final class Converter implements CommandLine.ITypeConverter<RetentionChoice> {
    @Override
    public RetentionChoice convert(String value) {
      if (value.equals(NONE)) {
        return new RetentionChoice(Optional.empty());
      }
      if (!value.matches("[1-9][0-9]{0,5}")) {
        throw new CommandLine.TypeConversionException(
            "'" + value + "' is neither a number of days from 1 to 999999 nor " + NONE);
      }
      return new RetentionChoice(Optional.of(Integer.valueOf(value)));
    }
  }
}
