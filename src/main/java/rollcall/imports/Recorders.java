package rollcall.imports;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import rollcall.calls.CallRecorder;
import rollcall.calls.CallReport;
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

/// Writes a batch of one kind for one organisation, in a transaction. Thread-safe.
final class Recorders {
  /// The types of a data set, in an order in which each refers to earlier ones alone.
  static final List<ResourceType> TYPES =
      List.of(Organisations.TYPE, Conversations.TYPE, Calls.TYPE);

  private final Database database;
  private final OrganisationRecorder organisations;
  private final ConversationRecorder conversations;
  private final CallRecorder calls;
  private final Set<UUID> known = ConcurrentHashMap.newKeySet();

  Recorders(Database database, Clock clock) {
    var ids = new UuidV7(clock);
    this.database = database;
    organisations = new OrganisationRecorder(clock);
    conversations = new ConversationRecorder(clock, ids);
    calls = new CallRecorder(clock, ids);
  }

  /// Writes `entries`, all of one kind, and gives what became of each.
  List<Outcome> write(UUID tenant, List<Entry> entries) {
    var of = new Tenant(tenant);
    var organisation = new OrganisationId(tenant);
    return switch (entries.getFirst()) {
      case Entry.Report _ ->
          database.write(of, session -> writeFor(session, organisation, entries));
      case Entry.Row first when first.type().equals(Organisations.TYPE) ->
          database.write(
              of,
              session -> rows(entries).map(draft -> organisations.record(session, draft)).toList());
      case Entry.Row _ ->
          database.writeByKey(of, session -> writeFor(session, organisation, entries));
    };
  }

  private List<Outcome> writeFor(
      Session session, OrganisationId organisation, List<Entry> entries) {
    var fault = unknown(session, organisation.value());
    if (fault.isPresent()) {
      return entries.stream().map(_ -> fault.get()).toList();
    }
    return switch (entries.getFirst()) {
      case Entry.Report _ -> calls.report(session, organisation, reports(entries).toList());
      case Entry.Row first when first.type().equals(Conversations.TYPE) ->
          conversations.record(session, organisation, rows(entries).toList());
      case Entry.Row _ -> calls.record(session, organisation, rows(entries).toList());
    };
  }

  private static Stream<Draft> rows(List<Entry> entries) {
    return entries.stream().map(entry -> ((Entry.Row) entry).draft());
  }

  private static Stream<CallReport> reports(List<Entry> entries) {
    return entries.stream().map(entry -> ((Entry.Report) entry).report());
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
