package rollcall.api;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import rollcall.export.ExportFormat;
import rollcall.http.Request;
import rollcall.jsonapi.query.Problem;

/// Judges the media types of a request (JSON:API 1.0, "Server Responsibilities").
final class Negotiation {
  private Negotiation() {}

  /// What is wrong with the media types of a request to read.
  static Optional<Problem> problem(Request request) {
    return contentType(request).or(() -> accept(request));
  }

  /// The format in which a list is to be answered, when `Accept` prefers one to JSON:API. A format
  /// must be named: no wildcard stands for it.
  static Optional<ExportFormat> preferredFormat(Request request) {
    var ranges = MediaRange.parseAll(request.headers("Accept"));
    var weightOfDocument = accept(request).isPresent() ? 0 : weightOfDocument(ranges);
    var best =
        Arrays.stream(ExportFormat.values())
            .max(Comparator.comparingDouble(format -> weight(ranges, format)));
    return best.filter(format -> weight(ranges, format) > weightOfDocument);
  }

  private static double weightOfDocument(List<MediaRange> ranges) {
    return ranges.stream()
        .filter(MediaRange::takesJsonApi)
        .mapToDouble(MediaRange::weight)
        .max()
        .orElse(1);
  }

  private static double weight(List<MediaRange> ranges, ExportFormat format) {
    return ranges.stream()
        .filter(range -> range.type().equals(format.mediaType()))
        .mapToDouble(MediaRange::weight)
        .max()
        .orElse(0);
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

  /// Where JSON:API itself is named, it must be once without a parameter that it forbids, and no
  /// wildcard beside it helps.
  private static Optional<Problem> accept(Request request) {
    var values = request.headers("Accept");
    if (values.stream().allMatch(String::isBlank)) {
      return Optional.empty();
    }
    var ranges = MediaRange.parseAll(values);
    var named = ranges.stream().filter(MediaRange::isJsonApi).toList();
    var acceptable =
        named.isEmpty()
            ? ranges.stream().anyMatch(MediaRange::takesJsonApi)
            : named.stream().anyMatch(MediaRange::isPlainJsonApi);
    return acceptable
        ? Optional.empty()
        : Optional.of(
            Problem.unacceptableMediaType(
                "Only application/vnd.api+json, without parameters but ext and profile, can be"
                    + " served; Accept must allow it."));
  }
}
