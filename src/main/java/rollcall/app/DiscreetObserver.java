package rollcall.app;

import rollcall.doors.Doors;
import rollcall.observe.Observation;
import rollcall.observe.Observer;

/// Passes on what the HTTP server observes, without the secrets that switches have in their URLs.
/// Thread-safe.
record DiscreetObserver(Observer next) implements Observer {
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
              new Observation.Answered(
                  id, method, Doors.withoutSecret(target), status, bytes, took);
          case Observation.Failed(var id, var method, var target, var cause) ->
              new Observation.Failed(id, method, Doors.withoutSecret(target), cause);
          case Observation.Abandoned(var id, var method, var target, var after) ->
              new Observation.Abandoned(id, method, Doors.withoutSecret(target), after);
          default -> observation;
        });
  }
}
