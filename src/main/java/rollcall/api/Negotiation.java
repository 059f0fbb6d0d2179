package rollcall.api;

import java.util.Optional;
import java.util.Set;
import rollcall.http.Request;
import rollcall.jsonapi.query.Problem;

/// Judges the media types of a request (JSON:API 1.0, "Server Responsibilities").
final class Negotiation {
  private Negotiation() {}

  /// What is wrong with the media types of a request to read.
  static Optional<Problem> problem(Request request) {
    return contentType(request).or(() -> Accept.of(request).problem());
  }

  /// What is wrong with the media types of a request to write, whose body may use those extensions
  /// of JSON:API.
  static Optional<Problem> problemOfWrite(Request request, Set<String> extensions) {
    return problem(request).or(() -> extension(request, extensions));
  }

  private static Optional<Problem> extension(Request request, Set<String> extensions) {
    return MediaRange.parseAll(request.headers("Content-Type")).stream()
        .filter(type -> !extensions.containsAll(type.extensions()))
        .findFirst()
        .map(
            _ ->
                Problem.unsupportedMediaType(
                    extensions.isEmpty()
                        ? "No extension of JSON:API can be used here."
                        : "Of the extensions of JSON:API only these can be used here: "
                            + String.join(", ", extensions)
                            + "."));
  }

  /// What is wrong with the media type of what is sent.
  static Optional<Problem> contentType(Request request) {
    var types = MediaRange.parseAll(request.headers("Content-Type"));
    if (types.stream().anyMatch(type -> type.isJsonApi() && !type.isPlainJsonApi())) {
      return Optional.of(
          Problem.unsupportedMediaType(
              "Content-Type application/vnd.api+json takes no parameters but ext and profile."));
    }
    return request.hasBody() && types.stream().noneMatch(MediaRange::isPlainJsonApi)
        ? Optional.of(
            Problem.unsupportedMediaType("A body must be of type application/vnd.api+json."))
        : Optional.empty();
  }
}
