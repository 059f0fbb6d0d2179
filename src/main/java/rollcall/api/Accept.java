package rollcall.api;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import rollcall.export.ExportFormat;
import rollcall.http.Request;
import rollcall.jsonapi.query.CursorPagination;
import rollcall.jsonapi.query.Problem;

/// What the `Accept` of a request, if it has one, says: these media ranges, of which there may be
/// none.
record Accept(boolean isGiven, List<MediaRange> ranges) {
  static Accept of(Request request) {
    var values = request.headers("Accept");
    var isGiven = !values.stream().allMatch(String::isBlank);
    return new Accept(isGiven, isGiven ? MediaRange.parseAll(values) : List.of());
  }

  /// What is wrong with it: where JSON:API itself is named, it must be once without a parameter
  /// that it forbids, and no wildcard beside it helps.
  Optional<Problem> problem() {
    if (!isGiven) {
      return Optional.empty();
    }
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

  /// The format in which a list is to be answered, when it is preferred to JSON:API. A format must
  /// be named: no wildcard stands for it.
  Optional<ExportFormat> preferredFormat() {
    var weightOfDocument = problem().isPresent() ? 0 : weightOfDocument();
    var best = Arrays.stream(ExportFormat.values()).max(Comparator.comparingDouble(this::weight));
    return best.filter(format -> weight(format) > weightOfDocument);
  }

  private double weightOfDocument() {
    return ranges.stream()
        .filter(MediaRange::takesJsonApi)
        .mapToDouble(MediaRange::weight)
        .max()
        .orElse(1);
  }

  private double weight(ExportFormat format) {
    return ranges.stream()
        .filter(range -> range.type().equals(format.mediaType()))
        .mapToDouble(MediaRange::weight)
        .max()
        .orElse(0);
  }

  /// The URI of the cursor pagination profile as it is written where it is asked for, maybe among
  /// others; those that are not known are passed over, as JSON:API has it.
  Optional<String> cursorPagination() {
    return ranges.stream()
        .filter(MediaRange::isPlainJsonApi)
        .flatMap(range -> range.profiles().stream())
        .filter(CursorPagination::isNamed)
        .findFirst();
  }
}
