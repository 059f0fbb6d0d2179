package rollcall.numbers;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import rollcall.database.Session;
import rollcall.database.SqlStatement;
import rollcall.jsonapi.schema.Notation.Part;

/// The numbers that the calls of each organisation hold, found by any part of their digits.
/// Stateless, so thread-safe.
public final class NumberDirectory {
  /// The most numbers that are found by one search; more are not worth a list, since calls with
  /// them stand close together.
  public static final int MOST_FOUND = 2_000;

  /// Stands before all digits of a number, and so for their start.
  private static final String START = "^";

  private static final PhoneNotation NOTATION = PhoneNotation.INSTANCE;

  /// The limit has each number looked for in the index. Without it PostgreSQL would read all of the
  /// organisation's, as long as its statistics do not know them: a growing cost of each batch of a
  /// first import.
  private static final String KNOWN =
      """
      select known.number from unnest(?::text[], ?::text[]) as new (part, number),
        lateral (select number from number_parts
          where organisation_id = ? and part = new.part and number = new.number limit 1) as known
      """;

  /// The parts of a number are written together and in the order of the numbers, so that of two
  /// batches with the same new numbers one waits for the other, and neither for ever.
  private static final String ADD =
      """
      insert into number_parts (organisation_id, part, number)
        select ?::uuid, case n when 0 then ? || digits else substr(digits, n) end, number
          from unnest(?::text[], ?::text[]) as new (digits, number),
            generate_series(0, greatest(length(digits) - %d, 0)) as n
        on conflict do nothing
      """
          .formatted(PhoneNotation.FEWEST_DIGITS - 1);

  private static final String FIND =
      "(select number from number_parts"
          + " where organisation_id = ? and part >= ? and part < ? limit ?)";

  private NumberDirectory() {}

  /// Adds those of `numbers` that the organisation `tenant` does not have yet. What has no digits
  /// cannot be found by them.
  public static void add(Session session, UUID tenant, Collection<String> numbers) {
    var some = new TreeSet<String>();
    for (var number : numbers) {
      if (!NOTATION.plain(number).isEmpty()) {
        some.add(number);
      }
    }
    if (some.isEmpty()) {
      return;
    }
    some.removeAll(known(session, tenant, List.copyOf(some)));
    if (!some.isEmpty()) {
      var digits = some.stream().map(NOTATION::plain).toList();
      session.update(new SqlStatement(ADD, List.of(tenant, START, digits, List.copyOf(some))));
    }
  }

  private static Collection<String> known(Session session, UUID tenant, List<String> numbers) {
    var wholes = numbers.stream().map(number -> START + NOTATION.plain(number)).toList();
    var rows = session.query(new SqlStatement(KNOWN, List.of(wholes, numbers, tenant)));
    var known = new HashSet<String>();
    while (rows.next()) {
      known.add(rows.text(0));
    }
    return known;
  }

  /// The numbers of the organisation `tenant` that have any of `parts`, unless they, or the places
  /// at which they have them, are more than [#MOST_FOUND].
  public static Optional<List<String>> find(Session session, UUID tenant, List<Part> parts) {
    var binds = new ArrayList<>();
    for (var part : parts) {
      var from = part.atStart() ? START + part.text() : part.text();
      binds.addAll(List.of(tenant, from, following(from), MOST_FOUND + 1));
    }
    var text = String.join(" union all ", parts.stream().map(_ -> FIND).toList());
    var rows = session.query(new SqlStatement(text, binds));
    // A number has a row for each of its parts that begins so; where that many rows came, there may
    // be numbers of which none did.
    var numbers = new LinkedHashSet<String>();
    var read = 0;
    while (rows.next()) {
      numbers.add(rows.text(0));
      read++;
    }
    return read > MOST_FOUND ? Optional.empty() : Optional.of(List.copyOf(numbers));
  }

  /// The least text that is greater than all that begin with `digits`.
  private static String following(String digits) {
    var last = digits.length() - 1;
    return digits.substring(0, last) + (char) (digits.charAt(last) + 1);
  }
}
