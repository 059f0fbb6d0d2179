package rollcall.jsonapi.query;

import java.util.Collection;
import java.util.Optional;
import java.util.UUID;

/// One thing wrong with a request: the HTTP status it stands for, a permanent `code`, a `title`
/// that goes with the code, a `detail` about this occurrence that says what would be right, where
/// it lies, the resource that is there instead, if any, and what the cursor pagination profile
/// calls it, if anything. All kinds of problem are declared here, but for those of writes, which
/// [WriteProblem] declares.
public record Problem(
    int status,
    String code,
    String title,
    String detail,
    Optional<Source> source,
    Optional<UUID> existing,
    Optional<CursorPagination.Fault> fault) {
  /// How many problems of one kind are told of one request; more would say nothing new.
  public static final int MOST_OF_A_KIND = 32;

  static Problem at(Source source, int status, String code, String title, String detail) {
    return new Problem(
        status, code, title, detail, Optional.of(source), Optional.empty(), Optional.empty());
  }

  static Problem of(int status, String code, String title, String detail) {
    return new Problem(
        status, code, title, detail, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /// The same, where `place` is a JSON Pointer to the part of the request that it is about.
  public Problem at(String place) {
    return new Problem(
        status, code, title, detail, Optional.of(new Source.Pointer(place)), existing, fault);
  }

  /// The same, which is `fault` to the cursor pagination profile.
  Problem as(CursorPagination.Fault fault) {
    return new Problem(status, code, title, detail, source, existing, Optional.of(fault));
  }

  /// A sort key that names no field.
  public static Problem invalidSort(String detail) {
    return at(new Source.ParameterName("sort"), 400, "invalid_sort", "Invalid sort", detail);
  }

  /// A filter that cannot be understood; `parameter` is the key at fault, `filter[status][eq]`.
  public static Problem invalidFilter(String parameter, String detail) {
    return at(new Source.ParameterName(parameter), 400, "invalid_filter", "Invalid filter", detail);
  }

  /// An include that names no relationship that can be included.
  public static Problem invalidIncludes(String detail) {
    return at(
        new Source.ParameterName("include"), 400, "invalid_includes", "Invalid includes", detail);
  }

  /// A fieldset of a type that is not there.
  public static Problem invalidType(String parameter, String detail) {
    return at(new Source.ParameterName(parameter), 400, "invalid_type", "Invalid type", detail);
  }

  /// A fieldset that names no attribute.
  public static Problem invalidField(String parameter, String detail) {
    return at(new Source.ParameterName(parameter), 400, "invalid_field", "Invalid field", detail);
  }

  /// A page that cannot be; `parameter` is the key at fault, `page[limit]`.
  public static Problem invalidPagination(String parameter, String detail) {
    return at(
        new Source.ParameterName(parameter),
        400,
        "invalid_pagination",
        "Invalid pagination",
        detail);
  }

  /// Text under `page[name]` that is no cursor of the list that is asked for.
  public static Problem invalidCursor(String name, String detail) {
    return at(
        new Source.ParameterName("page[" + name + "]"),
        400,
        "invalid_cursor",
        "Invalid cursor",
        detail);
  }

  /// A parameter of the wrong shape, such as a list where text belongs.
  public static Problem invalidQuery(String parameter, String detail) {
    return at(new Source.Pointer("/" + parameter), 400, "invalid_query", "Invalid query", detail);
  }

  /// A query string that is not one: bad encoding, too deep, too long.
  public static Problem malformedQuery(String detail) {
    return of(400, "invalid_query", "Invalid query", detail);
  }

  /// A form in which no list is answered: `format` is `written`, and should be one of `words`.
  public static Problem unknownFormat(String written, Collection<String> words) {
    return invalidParameter(
        "format",
        "There is no format "
            + Shown.quoted(written)
            + "."
            + NearestName.offer(written, "The formats are", words));
  }

  /// A time zone that is not there.
  public static Problem unknownTimeZone(String written) {
    return invalidParameter(
        "time_zone",
        "There is no time zone "
            + Shown.quoted(written)
            + ". A zone is a name of the IANA database, such as Europe/London, or an offset, such as"
            + " %2B01:00.");
  }

  /// A parameter whose text means nothing, or nothing beside the others.
  public static Problem invalidParameter(String parameter, String detail) {
    return at(new Source.ParameterName(parameter), 400, "invalid_query", "Invalid query", detail);
  }

  /// An identifier in the path that cannot be one.
  public static Problem invalidId(String detail) {
    return of(400, "invalid_id", "Invalid identifier", detail);
  }

  /// No valid token.
  public static Problem unauthorized(String detail) {
    return of(401, "unauthorized", "Unauthorized", detail);
  }

  /// A token that does not allow this.
  public static Problem forbidden(String detail) {
    return of(403, "forbidden", "Forbidden", detail);
  }

  /// No such resource, or not one of this organisation.
  public static Problem notFound(String type, String id) {
    return of(
        404,
        "not_found",
        "Entity not found",
        "No " + type + " with the id " + Shown.of(id) + " was found.");
  }

  /// A request that the server refused with that `status`, a 4xx or 503.
  public static Problem refused(int status, String detail) {
    return switch (status) {
      case 408 -> requestTimeout(detail);
      case 413 -> payloadTooLarge(detail);
      case 414 -> uriTooLong(detail);
      case 431 -> headersTooLarge(detail);
      case 503 -> serviceUnavailable(detail);
      default -> of(status, "bad_request", "Bad request", detail);
    };
  }

  /// No such path, or no such method on it.
  public static Problem noRouteFound(String method, String path) {
    return of(
        404,
        "no_route_found",
        "No route found",
        "There is no " + Shown.of(method) + " " + Shown.of(path) + ".");
  }

  /// None of the media types that the client accepts can be served.
  public static Problem unacceptableMediaType(String detail) {
    return of(406, "unacceptable_media_type", "Unacceptable media type", detail);
  }

  /// The client took too long to send its request.
  public static Problem requestTimeout(String detail) {
    return of(408, "request_timeout", "Request timeout", detail);
  }

  /// The body is longer than the limit.
  public static Problem payloadTooLarge(String detail) {
    return of(413, "payload_too_large", "Payload too large", detail);
  }

  /// The request line is longer than the limit.
  public static Problem uriTooLong(String detail) {
    return of(414, "uri_too_long", "URI too long", detail);
  }

  /// The body is of a media type that is not read here.
  public static Problem unsupportedMediaType(String detail) {
    return of(415, "unsupported_media_type", "Unsupported media type", detail);
  }

  /// What was sent is of a kind that is read here, and the database cannot hold it.
  public static Problem cannotBeKept(String detail) {
    return of(422, "cannot_be_kept", "Cannot be kept", detail);
  }

  /// The header fields are longer or more than the limit.
  public static Problem headersTooLarge(String detail) {
    return of(431, "headers_too_large", "Request header fields too large", detail);
  }

  /// More requests at once than the organisation may have.
  public static Problem tooManyRequests(String detail) {
    return of(429, "too_many_requests", "Too many requests", detail);
  }

  /// A fault of ours; the log holds the details under the id of this error.
  public static Problem internalError(String detail) {
    return of(500, "internal_error", "Internal error", detail);
  }

  /// The service cannot answer now; the same request may succeed later.
  public static Problem serviceUnavailable(String detail) {
    return of(503, "service_unavailable", "Service unavailable", detail);
  }
}
