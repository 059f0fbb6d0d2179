package rollcall.cli;

import java.util.List;
import rollcall.inbox.InboxRecords;
import rollcall.organisations.Organisation;
import tools.jackson.core.JsonGenerator;

/// What is in the inbox of an organisation, as it is printed.
record InboxListing(
    Organisation organisation, List<InboxRecords.Count> counts, List<InboxRecords.Kept> refused) {

  /// Lines for people; empty when there is nothing.
  String text() {
    var text = new StringBuilder();
    for (var count : counts) {
      text.append(
          "%s  %-20s %-8s %,12d%s%n"
              .formatted(
                  Terminal.printable(organisation.name()),
                  count.source(),
                  count.state(),
                  count.messages(),
                  count.orMore() ? " or more" : ""));
    }
    for (var kept : refused) {
      text.append(
          "%s  %s  %s %s: %s%n"
              .formatted(
                  kept.id(),
                  kept.receivedAt(),
                  kept.source(),
                  kept.kind(),
                  Terminal.printable(kept.fault())));
    }
    return text.toString();
  }

  /// Lines for people: one message with its body, whose control characters are left out.
  static String whole(InboxRecords.Kept kept) {
    var body = Terminal.printableLines(kept.body());
    return """
        id        %s
        received  %s
        source    %s
        kind      %s
        state     %s
        attempts  %d
        fault     %s
        key       %s

        %s"""
        .formatted(
            kept.id(),
            kept.receivedAt(),
            kept.source(),
            kept.kind(),
            kept.state(),
            kept.attempts(),
            Terminal.printable(kept.fault()),
            Terminal.printable(kept.key()),
            body);
  }

  /// The members `counts` and `refused`, over all organisations.
  static void write(List<InboxListing> listings, JsonGenerator json) {
    json.writeArrayPropertyStart("counts");
    for (var listing : listings) {
      for (var count : listing.counts()) {
        json.writeStartObject();
        json.writeStringProperty("organisation_id", listing.organisation().id().toString());
        json.writeStringProperty("source", count.source());
        json.writeStringProperty("state", count.state());
        json.writeNumberProperty("messages", count.messages());
        json.writeBooleanProperty("or_more", count.orMore());
        json.writeEndObject();
      }
    }
    json.writeEndArray();
    json.writeArrayPropertyStart("refused");
    for (var listing : listings) {
      for (var kept : listing.refused()) {
        json.writeStartObject();
        json.writeStringProperty("organisation_id", listing.organisation().id().toString());
        write(kept, json);
        json.writeEndObject();
      }
    }
    json.writeEndArray();
  }

  /// The members of one message, with its body as text.
  static void writeWhole(InboxRecords.Kept kept, JsonGenerator json) {
    write(kept, json);
    json.writeStringProperty("body", kept.body());
  }

  private static void write(InboxRecords.Kept kept, JsonGenerator json) {
    json.writeStringProperty("id", kept.id().toString());
    json.writeStringProperty("received_at", kept.receivedAt().toString());
    json.writeStringProperty("source", kept.source());
    json.writeStringProperty("kind", kept.kind());
    json.writeStringProperty("state", kept.state());
    json.writeNumberProperty("attempts", kept.attempts());
    json.writeStringProperty("fault", kept.fault());
    json.writeStringProperty("key", kept.key());
  }
}
