package rollcall.organisations;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import rollcall.database.Database;
import rollcall.database.SqlStatement;

/// Finds organisations whichever they are: for the operator's commands, never for a request.
/// Thread-safe.
public final class OrganisationDirectory {
  private final Database database;

  /// The organisations of `database`.
  public OrganisationDirectory(Database database) {
    this.database = database;
  }

  /// All organisations, by name.
  public List<Organisation> list() {
    return database.administer(
        session -> {
          var rows =
              session.query(
                  new SqlStatement(
                      "select id, name from organisations order by name, id", List.of()));
          var organisations = new ArrayList<Organisation>();
          while (rows.next()) {
            organisations.add(new Organisation(new OrganisationId(rows.uuid(0)), rows.text(1)));
          }
          return List.copyOf(organisations);
        });
  }

  /// After how many days the calls of organisations are removed; of the others they are kept.
  public Map<OrganisationId, Integer> retentions() {
    return database.administer(
        session -> {
          var rows =
              session.query(
                  new SqlStatement(
                      "select id, retention_days from organisations"
                          + " where retention_days is not null order by id",
                      List.of()));
          var retentions = new LinkedHashMap<OrganisationId, Integer>();
          while (rows.next()) {
            retentions.put(new OrganisationId(rows.uuid(0)), (int) rows.integer(1));
          }
          return retentions;
        });
  }

  /// The one organisation of that name or id. Fails with [NoSuchOrganisation] where there is none,
  /// or more than one of that name.
  public Organisation find(String nameOrId) {
    var all = list();
    var found =
        all.stream()
            .filter(
                organisation ->
                    organisation.name().equals(nameOrId)
                        || organisation.id().toString().equalsIgnoreCase(nameOrId))
            .toList();
    return switch (found.size()) {
      case 1 -> found.getFirst();
      case 0 -> throw NoSuchOrganisation.unknown(nameOrId, all);
      default -> throw NoSuchOrganisation.ambiguous(nameOrId, found);
    };
  }
}
