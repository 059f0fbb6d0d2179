package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// What the program keeps beside the calls, made as its own migrations make it of calls that were
/// there before.
final class Backfill {
  private static final Path MIGRATIONS = Path.of("src/main/resources/rollcall/migrations");
  private static final Pattern STATEMENT =
      Pattern.compile(
          "^insert into (call_counts|call_periods|number_parts) .*?;$"
              + "|^alter table number_parts add primary key .*?;$",
          Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern KEY = Pattern.compile("alter table (\\w+) add primary key");

  private Backfill() {}

  /// The statements, in order; a key that is made behind the rows is first taken away.
  static List<String> statements() throws IOException {
    var statements = new ArrayList<String>();
    try (var files = Files.list(MIGRATIONS)) {
      for (var file : files.sorted().toList()) {
        var text = Files.readString(file);
        var key = KEY.matcher(text);
        if (STATEMENT.matcher(text).find() && key.find()) {
          statements.add("alter table %1$s drop constraint %1$s_pkey;".formatted(key.group(1)));
        }
        STATEMENT.matcher(text).results().forEach(found -> statements.add(found.group()));
      }
    }
    return statements;
  }
}
