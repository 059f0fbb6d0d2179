package rollcall.jsonapi.document;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import rollcall.jsonapi.query.CursorPagination;
import rollcall.jsonapi.query.PageRequest;
import rollcall.jsonapi.query.Problem;
import rollcall.jsonapi.query.Source;

/// The JSON:API document of what is wrong with a request.
public final class ErrorsDocument {
  /// The media type of JSON:API.
  public static final String MEDIA_TYPE = "application/vnd.api+json";

  private static final byte[] START = ascii("{\"errors\":[");
  private static final byte[] ID = ascii("{\"id\":");
  private static final byte[] STATUS = ascii(",\"status\":");
  private static final byte[] CODE = ascii(",\"code\":");
  private static final byte[] TITLE = ascii(",\"title\":");
  private static final byte[] DETAIL = ascii(",\"detail\":");
  private static final byte[] PARAMETER = ascii(",\"source\":{\"parameter\":");
  private static final byte[] POINTER = ascii(",\"source\":{\"pointer\":");
  private static final byte[] TYPE = ascii(",\"links\":{\"type\":");
  private static final byte[] META = ascii(",\"meta\":{");
  private static final byte[] END_META = ascii("}}");
  private static final byte[] EXISTING = ascii("\"id\":");
  private static final byte[] MAX_SIZE =
      ascii("\"page\":{\"maxSize\":" + PageRequest.MOST_ROWS + "}");

  private ErrorsDocument() {}

  /// The document of `problems`, of which there is one at least. The first has `requestId` as its
  /// id, which is what the log knows the request by; the others have it with `-2`, `-3` and so on
  /// behind, since an id names one occurrence.
  public static byte[] of(List<Problem> problems, String requestId) {
    return of(problems, requestId, Optional.empty());
  }

  /// The same, to which that profile of JSON:API is applied.
  public static byte[] of(List<Problem> problems, String requestId, Optional<String> profile) {
    var bytes = new ByteArrayOutputStream();
    var json = new JsonBytes(bytes, JsonBytes.CAPACITY);
    json.raw(START);
    for (var i = 0; i < problems.size(); i++) {
      if (i > 0) {
        json.raw(',');
      }
      write(problems.get(i), i == 0 ? requestId : requestId + "-" + (i + 1), json);
    }
    json.raw(']');
    json.raw(profile.map(JsonApiMember::of).orElse(JsonApiMember.PLAIN));
    json.raw('}');
    json.flush();
    return bytes.toByteArray();
  }

  /// The HTTP status of an answer with `problems`, of which there is one at least: the highest of
  /// theirs.
  public static int status(List<Problem> problems) {
    return problems.stream().mapToInt(Problem::status).max().orElseThrow();
  }

  private static void write(Problem problem, String id, JsonBytes json) {
    member(ID, id, json);
    member(STATUS, Integer.toString(problem.status()), json);
    member(CODE, problem.code(), json);
    member(TITLE, problem.title(), json);
    member(DETAIL, problem.detail(), json);
    problem.source().ifPresent(source -> write(source, json));
    problem.fault().ifPresent(fault -> writeType(fault, json));
    json.raw(META);
    problem
        .existing()
        .ifPresent(
            existing -> {
              json.raw(EXISTING);
              json.uuid(existing);
            });
    problem.fault().ifPresent(fault -> writeMeta(fault, json));
    json.raw(END_META);
  }

  private static void writeType(CursorPagination.Fault fault, JsonBytes json) {
    member(TYPE, fault.type(), json);
    json.raw('}');
  }

  private static void writeMeta(CursorPagination.Fault fault, JsonBytes json) {
    switch (fault) {
      case MAX_SIZE_EXCEEDED -> json.raw(MAX_SIZE);
      case RANGE_NOT_SUPPORTED -> {}
    }
  }

  private static void write(Source source, JsonBytes json) {
    switch (source) {
      case Source.ParameterName(var name) -> member(PARAMETER, name, json);
      case Source.Pointer(var pointer) -> member(POINTER, pointer, json);
    }
    json.raw('}');
  }

  private static void member(byte[] key, String value, JsonBytes json) {
    json.raw(key);
    json.text(value);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
