package rollcall.organisations;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import rollcall.database.Session;
import rollcall.database.SqlStatement;

/// The country whose national way of writing numbers an organisation uses. Stateless.
public final class DefaultCountry {
  private DefaultCountry() {}

  /// The ISO 3166 code of that of `organisation`, the tenant that `session` acts for, if it has
  /// one.
  public static Optional<String> of(Session session, UUID organisation) {
    var rows =
        session.query(
            new SqlStatement(
                "select default_country from organisations where id = ?", List.of(organisation)));
    return rows.next() && !rows.isNull(0) ? Optional.of(rows.text(0)) : Optional.empty();
  }
}
