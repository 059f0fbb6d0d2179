package rollcall.api;

import static org.assertj.core.api.Assertions.assertThat;
import static rollcall.api.ApiClient.ACME;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.app.TestApp;
import rollcall.jsonapi.query.Parsed;
import rollcall.jsonapi.schema.Precondition;

class EntityTagsTest {
  private static final long VERSION = 1_767_323_045_123_456L;

  private static Precondition of(String... values) {
    var parsed = EntityTags.precondition(List.of(values));
    return ((Parsed.Ok<Precondition>) parsed).value();
  }

  @Test
  void asksNothingWithoutAField() {
    assertThat(of()).isEqualTo(Precondition.NONE);
    assertThat(of("*")).isEqualTo(Precondition.NONE);
  }

  @Test
  void readsWhatItWrites() {
    var tag = EntityTags.of(VERSION);

    assertThat(tag).matches("\"[0-9a-z]+\"");
    assertThat(of(tag).allows(VERSION)).isTrue();
    assertThat(of(tag).allows(VERSION + 1)).isFalse();
    assertThat(EntityTags.of(-1)).isEqualTo("\"-1\"");
    assertThat(of("\"-1\"").allows(-1)).isTrue();
  }

  @Test
  void readsListsInAnyForm() {
    var tag = EntityTags.of(VERSION);
    for (var values :
        List.of(
            List.of("\"x\\z\" , " + tag),
            List.of(",, " + tag + "\t,"),
            List.of("\"\"", tag),
            List.of("W/\"a\"," + tag + ",\"a,b\""))) {
      assertThat(of(values.toArray(String[]::new)).allows(VERSION)).as("" + values).isTrue();
    }
  }

  @Test
  void matchesNoWeakTagAndNoOtherSpelling() {
    var tag = EntityTags.of(VERSION);
    var word = tag.substring(1, tag.length() - 1);
    for (var other :
        List.of(
            "W/" + tag,
            tag.toUpperCase(Locale.ROOT),
            "\"0" + word + "\"",
            "\"+" + word + "\"",
            "\"" + word + word + "\"")) {
      assertThat(of(other)).as(other).isEqualTo(new Precondition(Optional.of(Set.of())));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ",",
        "abc",
        "\"",
        "\"a",
        "\"a\" \"b\"",
        "w/\"a\"",
        "W/ \"a\"",
        "*, \"a\"",
        "\"a\", *",
        "\"a b\"",
        "\"a\";",
        "'a'"
      })
  void refusesWhatIsNoTag(String value) {
    assertThat(EntityTags.precondition(List.of(value)).problems())
        .extracting("code")
        .containsExactly("invalid_if_match");
  }

  @Test
  void namesTheSameStateInEveryAnswer() throws Exception {
    try (var app = TestApp.startWithDataSet();
        var client = ApiClient.of(app, ACME)) {
      var made = client.write("POST", "/api/calls", Writes.call("tag", ""));
      var location = made.field("Location");
      var id = location.replaceAll(".*/", "");
      assertThat(client.get(location).field("ETag")).isEqualTo(made.field("ETag"));
      assertThat(client.get(location + "?fields=id").field("ETag")).isEqualTo(made.field("ETag"));
      assertThat(client.send("HEAD", location).field("ETag")).isEqualTo(made.field("ETag"));
      assertThat(client.get("/api/calls").field("ETag")).isEmpty();
      assertThat(client.get(location).body())
          .isEqualTo(made.body().replace("http://here/api/calls", "http://here" + location));

      var body = Writes.change(id, "\"hangup_cause\":\"X\"");
      var changed = client.write("PATCH", location, body, "If-Match: " + made.field("ETag"));
      assertThat(changed.status()).isEqualTo(200);
      assertThat(changed.field("ETag")).isNotEqualTo(made.field("ETag"));
      assertThat(client.get(location).field("ETag")).isEqualTo(changed.field("ETag"));

      var repeated = client.write("PATCH", location, body, "If-Match: " + changed.field("ETag"));
      assertThat(repeated.field("ETag")).isEqualTo(changed.field("ETag"));
      var stale = client.write("PATCH", location, body, "If-Match: " + made.field("ETag"));
      assertThat(stale.status()).isEqualTo(412);
    }
  }
}
