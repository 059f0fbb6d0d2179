package rollcall.calls;

import java.util.List;
import rollcall.jsonapi.schema.Attribute;
import rollcall.jsonapi.schema.DefaultOrder;
import rollcall.jsonapi.schema.Relationship;
import rollcall.jsonapi.schema.ResourceType;
import rollcall.jsonapi.schema.Search;
import rollcall.jsonapi.schema.ValueType;
import rollcall.numbers.PhoneNotation;

/// The declaration of the Call.
public final class Calls {
  /// The longest text of a call. An index has room for 2,704 bytes in all, so that one can be made
  /// of every field, and of the source and the identifier of a call together.
  public static final int KEY_BYTES = 1_000;

  private static final ValueType NUMBER = new ValueType.Text(KEY_BYTES, PhoneNotation.INSTANCE);

  private static final Attribute FROM_NUMBER =
      Attribute.required("from_number", NUMBER, "The caller, as the network gave it.").once();

  private static final Attribute TO_NUMBER =
      Attribute.required("to_number", NUMBER, "The number called, as the network gave it.").once();

  /// The words of `direction`.
  public static final List<String> DIRECTIONS = List.of("inbound", "outbound");

  /// The words of `status`.
  public static final List<String> STATUSES = Statuses.ALL;

  /// The words of `hangup_by`.
  public static final List<String> HANGUP_PARTIES = List.of("caller", "callee", "system");

  /// The words of `end_source`.
  public static final List<String> END_SOURCES =
      List.of("hangup", "cdr", "api", "resync", "timeout");

  /// The resource: the attributes of the published reference in its order, then ours, which are
  /// shown only when they are named.
  public static final ResourceType TYPE =
      new ResourceType(
          "Call",
          "calls",
          "calls",
          "organisation_id",
          List.of(
              Attribute.required(
                      "direction",
                      new ValueType.Enumeration(DIRECTIONS),
                      "Which way the call went, seen from the organisation.")
                  .once(),
              FROM_NUMBER,
              TO_NUMBER,
              Attribute.nullable(
                      "sip_username", new ValueType.Text(KEY_BYTES), "The authenticated SIP user.")
                  .once(),
              Attribute.nullable(
                  "status",
                  new ValueType.Enumeration(STATUSES),
                  "How far the call has come, or how it ended."),
              Attribute.required(
                      "call_uuid",
                      new ValueType.Text(KEY_BYTES),
                      "The switch's own identifier of the call; not always a UUID.")
                  .once(),
              Attribute.required(
                  "call_source", new ValueType.Text(KEY_BYTES), "Which source reported the call."),
              Attribute.nullable("started_at", new ValueType.Timestamp(), "When the call began.")
                  .once(),
              Attribute.nullable("ended_at", new ValueType.Timestamp(), "When the call ended."),
              Attribute.nullable(
                  "duration_seconds",
                  new ValueType.Int64(),
                  "Whole seconds from start to end, unless a source or client set it."),
              Attribute.nullable(
                  "conversation_id",
                  new ValueType.Uuid(),
                  "The conversation that the call belongs to."),
              Attribute.nullable(
                      "answered_at", new ValueType.Timestamp(), "When the call was answered.")
                  .whenNamed(),
              Attribute.nullable(
                      "ring_seconds",
                      new ValueType.Int64(),
                      "Whole seconds of ringing, up to the answer or the end.")
                  .whenNamed()
                  .byService(),
              Attribute.nullable(
                      "talk_seconds",
                      new ValueType.Int64(),
                      "Whole seconds from the answer to the end.")
                  .whenNamed()
                  .byService(),
              Attribute.nullable(
                      "hangup_cause",
                      new ValueType.Text(KEY_BYTES),
                      "Why the call ended, in the switch's word: USER_BUSY.")
                  .whenNamed(),
              Attribute.nullable(
                      "sip_code",
                      new ValueType.Int64(),
                      "The final SIP reply that the call got, such as 486.")
                  .whenNamed(),
              Attribute.nullable(
                      "hangup_by", new ValueType.Enumeration(HANGUP_PARTIES), "Who ended the call.")
                  .whenNamed(),
              Attribute.nullable(
                      "end_source",
                      new ValueType.Enumeration(END_SOURCES),
                      "How the end was learnt: from a hang-up event, a call detail record, a"
                          + " client, a look at what the switch still has, or a time-out.")
                  .whenNamed()
                  .once(),
              Attribute.nullable(
                      "rang_at", new ValueType.Timestamp(), "When the called party began to ring.")
                  .whenNamed()
                  .once(),
              Attribute.nullable(
                      "reported_answered_at",
                      new ValueType.Timestamp(),
                      "What answered_at was reported as, where that was before started_at.")
                  .whenNamed()
                  .byService(),
              Attribute.nullable(
                      "reported_ended_at",
                      new ValueType.Timestamp(),
                      "What ended_at was reported as, where that was before the call began or was"
                          + " answered.")
                  .whenNamed()
                  .byService(),
              Attribute.nullable(
                      "sip_call_id",
                      new ValueType.Text(KEY_BYTES),
                      "The SIP Call-ID of the caller's leg, where call_uuid is another identifier.")
                  .whenNamed()
                  .byService(),
              new Attribute(
                  "inserted_at",
                  new ValueType.Timestamp(),
                  false,
                  Attribute.Shown.WHEN_NAMED,
                  Attribute.Written.BY_SERVICE,
                  "When the service first wrote the call down."),
              new Attribute(
                  "updated_at",
                  new ValueType.Timestamp(),
                  false,
                  Attribute.Shown.WHEN_NAMED,
                  Attribute.Written.BY_SERVICE,
                  "When the service last changed what it wrote.")),
          List.of(
              new Relationship.BelongsTo("conversation", "Conversation", "conversation_id"),
              new Relationship.BelongsTo("organisation", "Organisation", "organisation_id")),
          new DefaultOrder("started_at", true),
          List.of(
              new Search(
                  "number",
                  List.of(FROM_NUMBER, TO_NUMBER),
                  "The caller or the number called, in any written form.")));

  private Calls() {}
}
