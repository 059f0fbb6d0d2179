package rollcall.http;

import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import rollcall.observe.Observer;

/// Takes each request from Jetty, holds it to the limits and has it answered. Thread-safe.
final class Dispatch extends Handler.Abstract {
  private final HttpLimits limits;
  private final rollcall.http.Handler handler;
  private final FaultHandler faults;
  private final Observer observer;

  Dispatch(
      HttpLimits limits, rollcall.http.Handler handler, FaultHandler faults, Observer observer) {
    this.limits = limits;
    this.handler = handler;
    this.faults = faults;
    this.observer = observer;
  }

  @Override
  public boolean handle(Request jettyRequest, Response jettyResponse, Callback callback) {
    var client = Client.of(jettyRequest);
    var request = new ReceivedRequest(jettyRequest, jettyResponse, limits);
    if (client.begin(request::abandoned)) {
      var response = new BufferedResponse(jettyRequest, jettyResponse, request.id());
      new Exchange(request, response, client, faults, observer, callback).run(this::answer);
    } else {
      callback.failed(new EofException("the head of the request came too late"));
    }
    return true;
  }

  private void answer(ReceivedRequest request, BufferedResponse response, Client client) {
    if (client.isSurplus()) {
      throw new RequestRejected(
          HttpStatus.SERVICE_UNAVAILABLE_503, "The server has too many connections.");
    }
    Bounds.check(request, limits);
    handler.handle(request, response);
  }
}
