package rollcall.jsonapi.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.calls.Calls;
import rollcall.conversations.Conversations;

class SortParserTest {
  private static final int MOST = 32;

  private static Parsed<List<SortKey>> parse(String query) {
    var decoded = (Parsed.Ok<Parameter.Mapping>) QueryString.decode(query, 64);
    return SortParser.parse(decoded.value(), Calls.TYPE, MOST);
  }

  private static String told(String query) {
    return switch (parse(query)) {
      case Parsed.Ok<List<SortKey>>(var keys) ->
          keys.stream().map(SortParserTest::told).collect(Collectors.joining(" "));
      case Parsed.Invalid<List<SortKey>>(var problems) ->
          problems.stream().map(Problem::code).toList().toString();
    };
  }

  private static String told(SortKey key) {
    return key.field().name()
        + (key.descending() ? "↓" : "↑")
        + (key.nullsFirst() ? "∅first" : "∅last");
  }

  @ParameterizedTest
  @CsvSource({
    "sort=status, status↑∅last",
    "sort=-status, status↓∅first",
    "sort=%2B%2Bstatus, status↑∅first",
    "sort=++status, status↑∅first",
    "sort=%20%20status, status↑∅first",
    "sort=--status, status↓∅last",
    "sort=%2D%2Dstatus, status↓∅last",
    "'sort=-started_at,id', started_at↓∅first id↑∅last",
    "sort=status%2Cid, status↑∅last id↑∅last",
    "'sort=status,-status,++status', status↑∅last",
    "'sort=--id,id', id↓∅last",
  })
  void readsEveryPrefix(String query, String expected) {
    assertThat(told(query)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "%20",
        "+id",
        "%2Bid",
        "%20id",
        "-+id",
        "-%2Bid",
        "%2B-id",
        "---id",
        "+++id",
        "- id",
        "id%20",
        "ID",
        "Id",
        "id%00",
        "-",
        "--",
        "++",
        "organisation_id",
        "organisation",
        "conversation",
        "conversation.channel",
        "metadata",
        "id;status",
        "id:desc",
        "desc(id)",
        "call-source",
        "1",
        "id%0a",
        "%F0%9F%93%9E",
        "type",
        "organisation_id"
      })
  void refusesWhatIsNoKey(String sort) {
    assertThat(told("sort=" + sort)).isEqualTo("[invalid_sort]");
  }

  @Test
  void countsEmptyPartsAsFaults() {
    assertThat(parse("sort=,").problems()).hasSize(2);
    assertThat(parse("sort=,,").problems()).hasSize(3);
    assertThat(parse("sort=id,,nope").problems()).hasSize(2);
  }

  @Test
  void sortsByNothingWithoutTheParameter() {
    assertThat(told("Sort=id&sort%20=id&sorts=id")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sort[]=id", "sort[0]=id", "sort[a]=id", "sort[]", "sort=id&sort[]=id"})
  void refusesAListOrAMap(String query) {
    assertThat(told(query)).isEqualTo("[invalid_query, invalid_sort]");
  }

  @Test
  void namesTheNearestField() {
    assertThat(parse("sort=-startd_at").problems())
        .singleElement()
        .returns(
            "No such sort key: \"-startd_at\". Did you mean started_at? A key is one of id,"
                + " direction, from_number, to_number, sip_username, status, call_uuid,"
                + " call_source, started_at, ended_at, duration_seconds, conversation_id,"
                + " answered_at, ring_seconds, talk_seconds, hangup_cause, sip_code, hangup_by,"
                + " end_source, rang_at, reported_answered_at, reported_ended_at,"
                + " sip_call_id, inserted_at, updated_at, as it is"
                + " or after -, ++ or --.",
            Problem::detail);
  }

  @Test
  void takesNoJsonAsAKey() {
    var decoded = (Parsed.Ok<Parameter.Mapping>) QueryString.decode("sort=metadata", 64);
    assertThat(SortParser.parse(decoded.value(), Conversations.TYPE, MOST).problems()).hasSize(1);
  }

  @Test
  void takesAsManyKeysAsItMay() {
    var most = String.join(",", Collections.nCopies(MOST, "id"));
    assertThat(told("sort=" + most)).isEqualTo("id↑∅last");
    assertThat(parse("sort=" + most + ",id").problems())
        .singleElement()
        .returns("sort may name at most 32 fields, not 33.", Problem::detail);
  }
}
