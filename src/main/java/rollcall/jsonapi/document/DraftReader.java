package rollcall.jsonapi.document;

import java.util.List;
import java.util.Map;
import rollcall.jsonapi.schema.ResourceType;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads plain rows of one type, whose members are `id`, the attributes by name, and the tenant's
/// column, strictly by the declaration: each value as it is, or a fault. `id`, tenant and what is
/// nullable may be missing; empty text is null. What the service alone writes may stand, as it does
/// in an export, and counts for nothing. Immutable, so thread-safe.
public final class DraftReader {
  private final ResourceType type;
  private final Members members;

  private DraftReader(ResourceType type) {
    this.type = type;
    this.members = Members.of(type);
  }

  /// A reader of rows of `type`.
  public static DraftReader of(ResourceType type) {
    return new DraftReader(type);
  }

  /// Reads the JSON object at whose start `parser` stands, and leaves it at the object's end, also
  /// when the row is refused, so that the next row can be read. What is not JSON at all, or beyond
  /// the bounds of [JsonInput], comes out as the parser's `JacksonException`.
  public DraftReading read(JsonParser parser) {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      return new DraftReading.Refused(
          List.of("The row " + JsonCells.wrong(parser).fault() + "; it must be a JSON object."));
    }
    var row = new RowDraft(type, members);
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      readMember(parser, row);
    }
    return row.finish();
  }

  /// Reads a row of text, as of a CSV file.
  public DraftReading read(Map<String, String> cells) {
    var row = new RowDraft(type, members);
    cells.forEach(
        (name, text) ->
            members
                .position(name)
                .ifPresentOrElse(
                    member ->
                        row.put(member, TextCells.read(members.all().get(member).type(), text)),
                    () -> passOver(name, row)));
    return row.finish();
  }

  private void passOver(String name, RowDraft row) {
    if (type.field(name).isEmpty()) {
      row.unknown(name);
    }
  }

  private void readMember(JsonParser parser, RowDraft row) {
    var name = parser.currentName();
    var member = members.position(name);
    parser.nextToken();
    if (member.isEmpty()) {
      parser.skipChildren();
      passOver(name, row);
      return;
    }
    row.put(member.get(), JsonCells.read(members.all().get(member.get()).type(), parser));
  }
}
