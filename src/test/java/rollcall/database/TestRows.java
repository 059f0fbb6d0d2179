package rollcall.database;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// Statements that make rows for tests.
final class TestRows {
  static final Instant NOON = Instant.parse("2025-06-01T12:00:00Z");

  private TestRows() {}

  static SqlStatement organisation(UUID id) {
    return new SqlStatement(
        "insert into organisations (id, name, plan, inserted_at, updated_at) values (?, ?, ?, ?, ?)",
        List.of(id, "Acme", "standard", NOON, NOON));
  }

  static SqlStatement call(UUID organisation, UUID id) {
    return new SqlStatement(
        """
        insert into calls (organisation_id, id, started_at, inserted_at, updated_at, direction,
            from_number, to_number, call_source, call_uuid)
          values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        List.of(
            organisation, id, NOON, NOON, NOON, "inbound", "+441", "+442", "sip", id.toString()));
  }
}
