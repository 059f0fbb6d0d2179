package rollcall.calls;

import java.util.List;
import rollcall.jsonapi.schema.Attribute;
import rollcall.jsonapi.schema.DefaultOrder;
import rollcall.jsonapi.schema.Relationship;
import rollcall.jsonapi.schema.ResourceType;
import rollcall.jsonapi.schema.ValueType;

/// The declaration of the Call.
public final class Calls {
  /// The words of `direction`.
  public static final List<String> DIRECTIONS = List.of("inbound", "outbound");

  /// The words of `status`.
  public static final List<String> STATUSES =
      List.of(
          "initiated",
          "ringing",
          "answered",
          "in_progress",
          "completed",
          "failed",
          "busy",
          "no_answer",
          "cancelled");

  /// The resource, its attributes in the order of the published reference.
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
                  "Which way the call went, seen from the organisation."),
              Attribute.required(
                  "from_number", new ValueType.Text(), "The caller, as the network gave it."),
              Attribute.required(
                  "to_number", new ValueType.Text(), "The number called, as the network gave it."),
              Attribute.nullable(
                  "sip_username", new ValueType.Text(), "The authenticated SIP user."),
              Attribute.nullable(
                  "status",
                  new ValueType.Enumeration(STATUSES),
                  "How far the call has come, or how it ended."),
              Attribute.required(
                  "call_uuid",
                  new ValueType.Text(),
                  "The switch's own identifier of the call; not always a UUID."),
              Attribute.required(
                  "call_source", new ValueType.Text(), "Which source reported the call."),
              Attribute.nullable("started_at", new ValueType.Timestamp(), "When the call began."),
              Attribute.nullable("ended_at", new ValueType.Timestamp(), "When the call ended."),
              Attribute.nullable(
                  "duration_seconds",
                  new ValueType.Int64(),
                  "Whole seconds from start to end, unless a source or client set it."),
              Attribute.nullable(
                  "conversation_id",
                  new ValueType.Uuid(),
                  "The conversation that the call belongs to.")),
          List.of(
              new Relationship.BelongsTo("conversation", "Conversation", "conversation_id"),
              new Relationship.BelongsTo("organisation", "Organisation", "organisation_id")),
          new DefaultOrder("started_at", true));

  private Calls() {}
}
