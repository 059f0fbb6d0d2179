package rollcall.app;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.regex.Pattern;
import rollcall.doors.Doors;
import rollcall.observe.Observation;
import rollcall.observe.Observer;

/// Passes on what the HTTP server observes, without the secrets in targets: those that switches
/// have in their URLs at `doors`, and tokens that somebody put where they do not belong.
/// Thread-safe.
record DiscreetObserver(Observer next, Doors doors) implements Observer {
  private static final String HIDDEN = "…";

  /// A JSON Web Token, whose head is a JSON object in base64.
  private static final Pattern JWT =
      Pattern.compile("(?<![\\w-])eyJ[\\w-]++\\.[\\w-]++\\.[\\w-]*+");

  /// No parameter of the API is called like that.
  private static final Pattern SECRET_NAME =
      Pattern.compile("token|secret|passw|auth|signature|jwt|key", Pattern.CASE_INSENSITIVE);

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
    var shown = JWT.matcher(doors.withoutSecrets(target)).replaceAll(HIDDEN);
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
