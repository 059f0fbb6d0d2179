package rollcall.process;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

/// Calls of one organisation that the database makes for itself, in a moment: each has a number,
/// which its id shows, and began a second after the one before.
final class ManyCalls {
  private static final String ID =
      "('0de00000-0000-7000-8000-' || lpad(to_hex(%s), 12, '0'))::uuid";

  private ManyCalls() {}

  /// Adds `calls` calls, from number 0 on, spread over `conversations` conversations.
  static void add(Connection superuser, UUID organisation, int calls, int conversations)
      throws SQLException {
    try (var statement = superuser.createStatement()) {
      // Without triggers: the foreign keys hold by construction.
      statement.execute("set session_replication_role = replica");
      statement.execute(
          """
          insert into organisations (id, inserted_at, updated_at, name, plan)
          values ('%1$s', now(), now(), 'Organisation %1$s', 'standard')
          """
              .formatted(organisation));
      statement.execute(
          """
          insert into conversations
              (organisation_id, id, inserted_at, updated_at, channel, mode, status, public_id)
          select '%s', %s, now(), now(), 'voice', 'voice', 'closed', 'conversation-' || n
          from generate_series(0, %d - 1) n
          """
              .formatted(organisation, ID.formatted("n"), conversations));
      statement.execute(
          """
          insert into calls
              (organisation_id, id, conversation_id, started_at, ended_at, duration_seconds,
              inserted_at, updated_at, direction, status, from_number, to_number, sip_username,
              call_source, call_uuid)
          select '%s', %s, %s, moment, moment + interval '90 s', 90,
              moment, moment, 'inbound', 'completed', '+4930' || 100000 + n / 20,
              '+4420' || 200000 + n / 1000, 'user-' || n %% 100, 'pbx', 'call-' || n
          from (select n, timestamptz '2025-01-01' + n * interval '1 s' as moment
              from generate_series(0, %d - 1) n) numbered
          """
              .formatted(
                  organisation,
                  ID.formatted("n"),
                  ID.formatted("n / " + calls / conversations),
                  calls));
      statement.execute("analyze conversations, calls");
    }
  }

  /// The number of the call, or the conversation, with that id.
  static int number(String id) {
    return Integer.parseInt(id.substring(id.length() - 12), 16);
  }
}
