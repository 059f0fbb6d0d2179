package rollcall.app;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import rollcall.doors.Doors;
import rollcall.observe.Observation;
import rollcall.observe.Observer;

/// Passes on what the HTTP server observes, without the secrets in targets: those that switches
/// have in their URLs at `doors`, and tokens that somebody put where they do not belong.
/// Thread-safe.
record DiscreetObserver(Observer next, Doors doors) implements Observer {
  private static final String HIDDEN = "…";

  /// How base64 of a JSON object begins.
  private static final String JWT_START = "eyJ";

  /// A JSON Web Token, whose head is a JSON object in base64.
  private static final Pattern JWT =
      Pattern.compile("(?<![\\w-])" + JWT_START + "[\\w-]++\\.[\\w-]++\\.[\\w-]*+");

  /// No parameter of the API is called like that.
  private static final List<String> SECRET_WORDS =
      List.of("token", "secret", "passw", "auth", "signature", "jwt", "key");

  private static final Pattern SECRET_NAME =
      Pattern.compile(String.join("|", SECRET_WORDS), Pattern.CASE_INSENSITIVE);

  @Override
  public void observe(Observation observation) {
    next.observe(
        switch (observation) {
          case Observation.Answered(
                  var id,
                  var method,
                  var target,
                  var status,
                  var bytes,
                  var took) ->
              new Observation.Answered(id, method, discreet(target), status, bytes, took);
          case Observation.Failed(var id, var method, var target, var cause) ->
              new Observation.Failed(id, method, discreet(target), cause);
          case Observation.Abandoned(var id, var method, var target, var after) ->
              new Observation.Abandoned(id, method, discreet(target), after);
          default -> observation;
        });
  }

  private String discreet(String target) {
    var shown = doors.withoutSecrets(target);
    return mayHaveSecret(shown) ? hidden(shown) : shown;
  }

  /// Whether [#hidden] may find something: a cheap look for what nearly every target lacks.
  static boolean mayHaveSecret(String target) {
    if (target.contains(JWT_START)) {
      return true;
    }
    var name = target.indexOf('?') + 1;
    while (name > 0) {
      var end = target.indexOf('=', name);
      if (end < 0) {
        return false;
      }
      if (mayNameSecret(target, name, end)) {
        return true;
      }
      name = target.indexOf('&', end) + 1;
    }
    return false;
  }

  private static boolean mayNameSecret(String target, int from, int to) {
    for (var at = from; at < to; at++) {
      // In lower case, if it is a letter.
      var letter = target.charAt(at) | 0x20;
      for (var word : SECRET_WORDS) {
        if (letter == word.charAt(0) && target.regionMatches(true, at, word, 0, word.length())) {
          return true;
        }
      }
    }
    return false;
  }

  /// `target` without what looks like a secret.
  static String hidden(String target) {
    var shown = JWT.matcher(target).replaceAll(HIDDEN);
    var query = shown.indexOf('?') + 1;
    return query == 0
        ? shown
        : shown.substring(0, query)
            + Arrays.stream(shown.substring(query).split("&", -1))
                .map(DiscreetObserver::discreetParameter)
                .collect(joining("&"));
  }

  private static String discreetParameter(String parameter) {
    var value = parameter.indexOf('=') + 1;
    var name = parameter.substring(0, value);
    return SECRET_NAME.matcher(name).find() ? name + HIDDEN : parameter;
  }
}
