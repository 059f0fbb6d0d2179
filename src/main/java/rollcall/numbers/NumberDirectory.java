package rollcall.numbers;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
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

  /// Stands before all digits of a number.
  private static final String START = "^";

  private static final List<String> DIGITS =
      List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");

  private static final PhoneNotation NOTATION = PhoneNotation.INSTANCE;

  /// The row of all digits. In the order of the numbers, so that of two batches with the same new
  /// numbers one waits for the other, and neither for ever.
  private static final String ADD =
      """
      insert into number_parts (organisation_id, before, part, number)
        select ?::uuid, ?, digits, number
          from unnest(?::text[], ?::text[]) as new (digits, number)
        on conflict do nothing
        returning number
      """;

  /// Every second end of the digits, and the digit before it: the first digit of what has
  /// [PhoneNotation#FEWEST_DIGITS] and begins no such end stands before one that has the others.
  private static final String ADD_ENDS =
      """
      insert into number_parts (organisation_id, before, part, number)
        select ?::uuid, substr(digits, n - 1, 1), substr(digits, n), number
          from unnest(?::text[], ?::text[]) as new (digits, number),
            generate_series(2, length(digits) - 1, 2) as n
      """;

  /// The inner limit has each digit looked for by itself. With `= any` older PostgreSQL may, as
  /// long as its statistics do not know the organisation, read all of its rows and look at their
  /// digits.
  private static final String FIND =
      """
      (select found.number from unnest(?::text[]) as digit (before),
        lateral (select number from number_parts
          where organisation_id = ? and before = digit.before and part >= ? and part < ?
          limit ?) as found)
      """;

  private NumberDirectory() {}

  /// Adds those of `numbers` that the organisation `tenant` does not have yet. What has no digits
  /// cannot be found by them.
  public static void add(Session session, UUID tenant, Collection<String> numbers) {
    var digits = new TreeMap<String, String>();
    for (var number : numbers) {
      var plain = NOTATION.plain(number);
      if (!plain.isEmpty()) {
        digits.put(number, plain);
      }
    }
    if (digits.isEmpty()) {
      return;
    }
    // Whoever writes the row of all digits of a number writes its others in the same transaction,
    // and so finds none of them there: to look for each would cost a quarter of the insert.
    var all = List.copyOf(digits.keySet());
    var rows =
        session.query(
            new SqlStatement(ADD, List.of(tenant, START, List.copyOf(digits.values()), all)));
    var added = new ArrayList<String>();
    while (rows.next()) {
      added.add(rows.text(0));
    }
    if (!added.isEmpty()) {
      var theirs = added.stream().map(digits::get).toList();
      session.update(new SqlStatement(ADD_ENDS, List.of(tenant, theirs, added)));
    }
  }

  /// The numbers of the organisation `tenant` that have any of `parts`, unless they, or the places
  /// at which they have them, are more than [#MOST_FOUND].
  public static Optional<List<String>> find(Session session, UUID tenant, List<Part> parts) {
    var searches = new ArrayList<String>();
    var binds = new ArrayList<>();
    for (var place : places(parts)) {
      searches.add(FIND);
      var from = place.part();
      binds.addAll(List.of(place.before(), tenant, from, following(from), MOST_FOUND + 1));
    }
    binds.add(MOST_FOUND + 1);
    var text = String.join(" union all ", searches) + " limit ?";
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

  /// Where digits stand: `part` behind one of `before`.
  private record Place(List<String> before, String part) {}

  /// Every second end of a number is kept. Where digits that may stand anywhere do not begin such
  /// an end, all but their first do.
  private static List<Place> places(List<Part> parts) {
    var places = new ArrayList<Place>();
    for (var part : parts) {
      var text = part.text();
      if (part.atStart()) {
        places.add(new Place(List.of(START), text));
      } else {
        places.add(new Place(DIGITS, text));
        places.add(new Place(List.of(text.substring(0, 1)), text.substring(1)));
      }
    }
    return places;
  }

  /// The least text that is greater than all that begin with `digits`.
  private static String following(String digits) {
    var last = digits.length() - 1;
    return digits.substring(0, last) + (char) (digits.charAt(last) + 1);
  }
}
