package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import rollcall.numbers.PhoneNotation;

/// What the program keeps beside the calls, made as its own migrations make it of calls that were
/// there before.
final class Backfill {
  private static final Path MIGRATIONS = Path.of("src/main/resources/rollcall/migrations");
  private static final Pattern COUNTS =
      Pattern.compile(
          "^insert into call_(counts|periods) .*?;$", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern NUMBERS =
      Pattern.compile(
          "^alter table number_parts drop constraint .*?;$"
              + "|^insert into number_parts .*? from whole_numbers.*?;$"
              + "|^alter table number_parts add primary key .*?;$",
          Pattern.DOTALL | Pattern.MULTILINE);

  /// What the migration has of the directory before it.
  private static final String WHOLE_NUMBERS =
      """
      create temporary table whole_numbers as
        select organisation_id, digits, number
          from (
            select organisation_id, number, %s as digits
              from (select organisation_id, from_number as number from calls
                union select organisation_id, to_number from calls) as numbers) as plain
          where digits <> '';
      """
          .formatted(PhoneNotation.INSTANCE.plainSql("number"));

  private Backfill() {}

  /// What makes it, each for a session of its own.
  static List<String> scripts() throws IOException {
    var scripts = new ArrayList<String>();
    try (var files = Files.list(MIGRATIONS)) {
      for (var file : files.sorted().toList()) {
        COUNTS.matcher(Files.readString(file)).results().forEach(it -> scripts.add(it.group()));
      }
    }
    var directory = Files.readString(MIGRATIONS.resolve("0013-every-second-part-of-numbers.sql"));
    var statements = NUMBERS.matcher(directory).results().map(MatchResult::group).toList();
    if (statements.size() != 3) {
      throw new IllegalStateException("migration 0013 makes the directory of numbers otherwise");
    }
    scripts.add(WHOLE_NUMBERS + String.join("\n", statements));
    return scripts;
  }
}
