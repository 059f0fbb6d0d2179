package rollcall.database;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// The rules that a statement must keep so that it would also run on Citus, distributed by tenant,
/// and there on one node: read from its text, which has placeholders and no values.
public final class CitusRules {
  private static final Map<String, String> TENANT_COLUMNS =
      Map.of(
          "number_parts",
          "organisation_id",
          "calls",
          "organisation_id",
          "call_count_changes",
          "organisation_id",
          "call_counts",
          "organisation_id",
          "call_periods",
          "organisation_id",
          "conversations",
          "organisation_id",
          "idempotency_keys",
          "organisation_id",
          "inbox",
          "organisation_id",
          "organisations",
          "id");

  /// A table after FROM, JOIN, a comma, UPDATE or INTO, and its alias.
  private static final Pattern TABLE =
      Pattern.compile(
          "\\b(from|join|update|into|,)\\s*"
              + "(call_count_changes|call_counts|call_periods|calls|conversations|idempotency_keys|inbox"
              + "|number_parts|organisations)\\b"
              + "(?:\\s+(?:as\\s+)?(?!set\\b|where\\b|on\\b|join\\b|left\\b|inner\\b|cross\\b"
              + "|order\\b|group\\b|limit\\b|union\\b|values\\b|select\\b|returning\\b|using\\b)"
              + "([a-z_][a-z0-9_]*))?");

  private static final Pattern SET =
      Pattern.compile(
          "\\bset\\s+(?!local\\b|transaction\\b)(.*?)(?=\\bwhere\\b|\\breturning\\b|$)");
  private static final Pattern NOT_IMMUTABLE =
      Pattern.compile("\\b(now|random|clock_timestamp)\\s*\\(|\\bcurrent_(timestamp|date|time)\\b");
  private static final Pattern LITERAL = Pattern.compile("'(?:[^']|'')*'");

  private CitusRules() {}

  /// A sentence for every rule that `sql` breaks.
  public static List<String> violations(String sql) {
    var text =
        LITERAL
            .matcher(sql)
            .replaceAll("''")
            .toLowerCase(Locale.ROOT)
            .replaceAll("\\s+", " ")
            .replace("\"", "");
    var violations = new ArrayList<String>();
    for (var part : text.split("\\bunion(?: all)?\\b")) {
      missingTenants(part, violations);
    }
    forbid(text, "\\bxmax\\b", "xmax says nothing on a distributed table", violations);
    forbid(text, "\\boffset\\b", "OFFSET reads what it skips", violations);
    forbid(text, "\\bnulls (first|last)\\b", "NULLS FIRST or LAST fits no index", violations);
    var set = SET.matcher(text);
    while (set.find()) {
      if (NOT_IMMUTABLE.matcher(set.group(1)).find()) {
        violations.add("SET calls a function that is not immutable");
      }
    }
    return violations;
  }

  private static void forbid(String text, String pattern, String why, List<String> violations) {
    if (Pattern.compile(pattern).matcher(text).find()) {
      violations.add(why);
    }
  }

  private static void missingTenants(String text, List<String> violations) {
    var table = TABLE.matcher(text);
    while (table.find()) {
      var column = TENANT_COLUMNS.get(table.group(2));
      var name = table.group(3) == null ? table.group(2) : table.group(3);
      if (table.group(1).equals("into")) {
        if (!text.matches(".*\\binto " + table.group(2) + "[^(]*\\([^)]*\\b" + column + "\\b.*")) {
          violations.add("INSERT into " + table.group(2) + " names no " + column);
        }
      } else if (!hasTenant(text, name, column)) {
        violations.add(table.group(2) + " is read or changed without " + column + " = ?");
      }
    }
  }

  /// Compared with a bind, or with the tenant of another table that is itself checked.
  private static boolean hasTenant(String text, String name, String column) {
    var own = "(?<![a-z0-9_.])(?:" + Pattern.quote(name) + "\\.)?" + column;
    var value = "(?:\\?|[a-z_][a-z0-9_]*\\.(?:organisation_id|id)\\b)";
    var equality = own + " = " + value + "|" + value + " = " + own + "\\b";
    return Pattern.compile(equality).matcher(text).find();
  }
}
