package rollcall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import rollcall.inbox.InboxRecords;
import rollcall.organisations.Organisation;
import rollcall.organisations.OrganisationId;

final class InboxListingTest {
  private static final UUID ID = UUID.fromString("01900000-0000-7000-8000-000000000001");
  private static final InboxRecords.Kept KEPT =
      new InboxRecords.Kept(
          ID,
          Instant.parse("2026-11-23T12:00:00Z"),
          "sip",
          "kamailio",
          "refused",
          1,
          "It is \u001b[2J not JSON.",
          "sha256:00",
          "{\"a\":\u0007\n\"b\"}");
  private static final InboxListing LISTING =
      new InboxListing(
          new Organisation(new OrganisationId(ID), "Acme\u001b[1m"),
          List.of(
              new InboxRecords.Count("sip", "done", 100_000, true),
              new InboxRecords.Count("sip", "refused", 1_234, false)),
          List.of(KEPT));

  @Test
  void countsAndListsForPeople() {
    assertThat(LISTING.text())
        .contains(
            "Acme?[1m",
            "sip",
            "refused",
            "100,000 or more\n",
            "1,234\n",
            ID.toString(),
            "It is ?[2J not JSON.")
        .hasLineCount(3);
  }

  @Test
  void showsTheBodyWithoutControlCharacters() {
    assertThat(InboxListing.whole(KEPT))
        .contains("kamailio", "refused", "{\"a\":?\n\"b\"}")
        .doesNotContain("\u001b", "\u0007");
  }

  @Test
  void writesJsonForPrograms() {
    assertThat(JsonText.object(json -> InboxListing.write(List.of(LISTING), json)))
        .contains(
            "{\"counts\":[{\"organisation_id\":\"" + ID + "\",\"source\":\"sip\"",
            "\"state\":\"done\",\"messages\":100000,\"or_more\":true}",
            "\"state\":\"refused\",\"messages\":1234,\"or_more\":false}]",
            "\"fault\":\"It is \\u001B[2J not JSON.\"");
    assertThat(JsonText.object(json -> InboxListing.writeWhole(KEPT, json)))
        .contains("\"body\":\"{\\\"a\\\":\\u0007\\n\\\"b\\\"}\"");
  }
}
