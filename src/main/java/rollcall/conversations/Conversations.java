package rollcall.conversations;

import java.util.List;
import rollcall.jsonapi.schema.Attribute;
import rollcall.jsonapi.schema.DefaultOrder;
import rollcall.jsonapi.schema.Relationship;
import rollcall.jsonapi.schema.ResourceType;
import rollcall.jsonapi.schema.ValueType;

/// The declaration of the Conversation.
public final class Conversations {
  /// The words of `channel`.
  public static final List<String> CHANNELS = List.of("chat", "voice", "sms", "whatsapp", "email");

  /// The words of `mode`.
  public static final List<String> MODES = List.of("text", "voice");

  /// The words of `status`.
  public static final List<String> STATUSES = List.of("active", "closed");

  /// The resource.
  public static final ResourceType TYPE =
      new ResourceType(
          "Conversation",
          "conversations",
          "conversations",
          "organisation_id",
          List.of(
              Attribute.required(
                  "channel",
                  new ValueType.Enumeration(CHANNELS),
                  "The medium that the conversation is held over."),
              Attribute.defaulted(
                  "mode", new ValueType.Enumeration(MODES), "Whether it is written or spoken."),
              Attribute.defaulted(
                  "public_id", new ValueType.Text(), "The identifier that may be shown outside."),
              Attribute.defaulted(
                  "status", new ValueType.Enumeration(STATUSES), "Whether it still goes on."),
              Attribute.nullable(
                  "ai_agent_id", new ValueType.Uuid(), "The agent that takes part, if any."),
              Attribute.defaulted(
                  "metadata", new ValueType.JsonObject(), "What the client keeps with it.")),
          List.of(
              new Relationship.HasOne("call", "calls", "Call", "conversation_id"),
              new Relationship.BelongsTo("organisation", "Organisation", "organisation_id")),
          new DefaultOrder("id", true));

  private Conversations() {}
}
