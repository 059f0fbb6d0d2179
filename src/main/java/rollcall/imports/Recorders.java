package rollcall.imports;

import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import rollcall.calls.CallRecorder;
import rollcall.calls.Calls;
import rollcall.conversations.ConversationRecorder;
import rollcall.conversations.Conversations;
import rollcall.database.Database;
import rollcall.database.Session;
import rollcall.database.SqlStatement;
import rollcall.database.Tenant;
import rollcall.database.UuidV7;
import rollcall.jsonapi.schema.Draft;
import rollcall.jsonapi.schema.Outcome;
import rollcall.jsonapi.schema.ResourceType;
import rollcall.organisations.OrganisationId;
import rollcall.organisations.OrganisationRecorder;
import rollcall.organisations.Organisations;

/// Writes a batch of one type for one organisation, in a transaction. One thread.
final class Recorders {
  /// The types of a data set, in an order in which each refers to earlier ones alone.
  static final List<ResourceType> TYPES =
      List.of(Organisations.TYPE, Conversations.TYPE, Calls.TYPE);

  private final Database database;
  private final OrganisationRecorder organisations;
  private final ConversationRecorder conversations;
  private final CallRecorder calls;
  private final Set<UUID> known = new HashSet<>();

  Recorders(Database database, Clock clock) {
    var ids = new UuidV7(clock);
    this.database = database;
    organisations = new OrganisationRecorder(clock);
    conversations = new ConversationRecorder(clock, ids);
    calls = new CallRecorder(clock, ids);
  }

  /// Writes `drafts`, all of `type`, and gives what became of each.
  List<Outcome> write(ResourceType type, UUID tenant, List<Draft> drafts) {
    return database.write(
        new Tenant(tenant),
        session -> {
          if (type.equals(Organisations.TYPE)) {
            return drafts.stream().map(draft -> organisations.record(session, draft)).toList();
          }
          var fault = unknown(session, tenant);
          if (fault.isPresent()) {
            return drafts.stream().map(_ -> fault.get()).toList();
          }
          var organisation = new OrganisationId(tenant);
          return type.equals(Conversations.TYPE)
              ? conversations.record(session, organisation, drafts)
              : calls.record(session, organisation, drafts);
        });
  }

  private Optional<Outcome> unknown(Session session, UUID tenant) {
    if (known.contains(tenant)) {
      return Optional.empty();
    }
    var there =
        session
            .query(new SqlStatement("select id from organisations where id = ?", List.of(tenant)))
            .next();
    if (there) {
      known.add(tenant);
      return Optional.empty();
    }
    return Optional.of(new Outcome.Conflict("There is no organisation " + tenant + "."));
  }
}
