package rollcall.cli;

import java.util.UUID;
import picocli.CommandLine;

/// Reads an id as lists show it.
final class IdConverter implements CommandLine.ITypeConverter<UUID> {
  @Override
  public UUID convert(String value) {
    try {
      var id = UUID.fromString(value);
      if (id.toString().equalsIgnoreCase(value)) {
        return id;
      }
    } catch (IllegalArgumentException _) {
      // Said below, as for a shortened one.
    }
    throw new CommandLine.TypeConversionException("'" + value + "' is not an id");
  }
}
