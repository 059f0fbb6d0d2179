package rollcall.api;

import java.util.Optional;
import java.util.stream.Stream;
import rollcall.export.ExportForm;
import rollcall.export.ExportFormat;
import rollcall.http.Request;
import rollcall.jsonapi.query.Parameter;
import rollcall.jsonapi.query.Parsed;
import rollcall.jsonapi.query.Problem;

/// In what form a list is answered: `format` decides, else `Accept`.
sealed interface Representation {
  /// A document of JSON:API.
  record Document() implements Representation {}

  /// A file.
  record File(ExportForm form) implements Representation {}

  /// The form that `request`, whose query string says `parameters`, asks for.
  static Parsed<Representation> of(Request request, Parameter.Mapping parameters) {
    var problem = Negotiation.contentType(request);
    if (problem.isPresent()) {
      return Parsed.invalid(problem.get());
    }
    return switch (parameters.entries().get("format")) {
      case null -> accepted(request, parameters);
      case Parameter.Text(var word) -> named(word, parameters);
      case Parameter.Listing _, Parameter.Mapping _ ->
          Parsed.invalid(
              Problem.invalidParameter("format", "format must be one text: format=csv."));
    };
  }

  private static Parsed<Representation> accepted(Request request, Parameter.Mapping parameters) {
    var accept = Accept.of(request);
    var format = accept.preferredFormat();
    return format.isPresent()
        ? file(format.get(), parameters)
        : accept
            .problem()
            .<Parsed<Representation>>map(Parsed::invalid)
            .orElseGet(() -> new Parsed.Ok<>(new Document()));
  }

  private static Parsed<Representation> named(String word, Parameter.Mapping parameters) {
    if (word.equals("json")) {
      return new Parsed.Ok<>(new Document());
    }
    return ExportFormat.of(word)
        .map(format -> file(format, parameters))
        .orElseGet(
            () ->
                Parsed.invalid(
                    Problem.unknownFormat(
                        word,
                        Stream.concat(Stream.of("json"), ExportFormat.words().stream()).toList())));
  }

  private static Parsed<Representation> file(ExportFormat format, Parameter.Mapping parameters) {
    return switch (parameters.entries().get("time_zone")) {
      case null -> new Parsed.Ok<>(new File(new ExportForm(format, Optional.empty())));
      case Parameter.Text(var name) -> file(format, name);
      case Parameter.Listing _, Parameter.Mapping _ ->
          Parsed.invalid(
              Problem.invalidParameter(
                  "time_zone", "time_zone must be one text: time_zone=Europe/London."));
    };
  }

  private static Parsed<Representation> file(ExportFormat format, String name) {
    var zone = ExportForm.zone(name);
    var form = new ExportForm(format, zone);
    if (zone.isEmpty()) {
      return Parsed.invalid(Problem.unknownTimeZone(name));
    }
    return form.isPossible()
        ? new Parsed.Ok<>(new File(form))
        : Parsed.invalid(Problem.invalidParameter("time_zone", ExportForm.NO_LOCAL_TIMES));
  }
}
