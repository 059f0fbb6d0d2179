package rollcall.inbox;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rollcall.ingest.Delivery;
import rollcall.ingest.DirectionRules;
import rollcall.ingest.SourceName;
import rollcall.organisations.OrganisationId;

/// What a source of an organisation delivered, with all that is needed to read it now and later.
/// The caller does not change the body. Immutable, so thread-safe.
public final class Message {
  private final OrganisationId organisation;
  private final SourceName source;
  private final InboxKind kind;
  private final Instant receivedAt;
  private final byte[] body;
  private final @Nullable String id;
  private final boolean enriching;

  private Message(
      OrganisationId organisation,
      SourceName source,
      InboxKind kind,
      Instant receivedAt,
      byte[] body,
      @Nullable String id,
      boolean enriching) {
    this.organisation = organisation;
    this.source = source;
    this.kind = kind;
    this.receivedAt = receivedAt.truncatedTo(ChronoUnit.MICROS);
    this.body = body;
    this.id = id;
    this.enriching = enriching;
  }

  /// A message that `source` delivered at `receivedAt`.
  public static Message of(
      OrganisationId organisation,
      SourceName source,
      InboxKind kind,
      Instant receivedAt,
      byte[] body) {
    return new Message(organisation, source, kind, receivedAt, body, null, false);
  }

  /// The same, with the id that came beside the body: the `webhook-id`.
  public Message withId(String given) {
    return new Message(organisation, source, kind, receivedAt, body, given, enriching);
  }

  /// The same, but that it only adds to a call which another source made.
  public Message enriching() {
    return new Message(organisation, source, kind, receivedAt, body, id, true);
  }

  /// What it says, where `directions` say which calls come in, and a key that does not depend on
  /// them.
  public Delivery read(DirectionRules directions) {
    try {
      return kind.read(this, directions);
    } catch (RuntimeException e) {
      // Readers fail for no bytes whatever; one that does all the same must not stop all others.
      return Delivery.unintelligible(body, "It made its reader fail: " + e);
    }
  }

  /// How many bytes its body has.
  public int size() {
    return body.length;
  }

  OrganisationId organisation() {
    return organisation;
  }

  SourceName source() {
    return source;
  }

  InboxKind kind() {
    return kind;
  }

  Instant receivedAt() {
    return receivedAt;
  }

  byte[] body() {
    return body;
  }

  boolean isEnriching() {
    return enriching;
  }

  Optional<String> id() {
    return Optional.ofNullable(id);
  }
}
