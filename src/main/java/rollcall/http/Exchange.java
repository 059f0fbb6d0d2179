package rollcall.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.util.Callback;
import rollcall.observe.Observation;
import rollcall.observe.Observer;

/// One request and its answer, up to the one end that it comes to: answered, abandoned by the
/// client, or cut because it failed half-way. It is itself the callback of the last write.
final class Exchange implements Callback {
  private final long started = System.nanoTime();
  private final ReceivedRequest request;
  private final BufferedResponse response;
  private final Client client;
  private final FaultHandler faults;
  private final Observer observer;
  private final Callback jetty;

  Exchange(
      ReceivedRequest request,
      BufferedResponse response,
      Client client,
      FaultHandler faults,
      Observer observer,
      Callback jetty) {
    this.request = request;
    this.response = response;
    this.client = client;
    this.faults = faults;
    this.observer = observer;
    this.jetty = jetty;
  }

  /// What makes the answer.
  interface Answer {
    void to(ReceivedRequest request, BufferedResponse response, Client client);
  }

  /// Has the request answered, whatever `answer` throws: this is the edge of the program.
  void run(Answer answer) {
    try {
      attempt(answer);
      if (client.isGone()) {
        throw new ClientGone(Client.left());
      }
      response.finish(this);
    } catch (ClientGone e) {
      abandon(e);
    } catch (Throwable e) {
      end(e);
    }
  }

  private void attempt(Answer answer) {
    try {
      answer.to(request, response, client);
    } catch (HeadComplete e) {
      // Everything that HEAD asks for has been said.
    } catch (RequestRejected e) {
      refuse(e);
    } catch (ClientGone e) {
      throw e;
    } catch (Throwable e) {
      answerFailure(e);
    }
  }

  private void refuse(RequestRejected rejection) {
    if (response.isCommitted()) {
      throw rejection;
    }
    response.reset();
    response.status(rejection.status());
    // What is left of the request is of no use, and may be endless.
    response.header("Connection", "close");
    if (rejection.status() == 503) {
      response.header("Retry-After", "1");
    }
    var document = faults.rejected(request.id(), rejection.status(), rejection.reason());
    response.header("Content-Type", document.contentType());
    write(document.text());
  }

  private void write(String text) {
    try {
      response.body().write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new ClientGone(e);
    }
  }

  private void answerFailure(Throwable failure) {
    if (client.isGone()) {
      throw new ClientGone(failure);
    }
    if (response.isCommitted()) {
      throw new IllegalStateException("failed after the answer had begun", failure);
    }
    observe(failure);
    response.reset();
    faults.failed(request, response, failure);
  }

  @Override
  public void succeeded() {
    release();
    observer.observe(
        new Observation.Answered(
            request.id(),
            request.method(),
            request.target(),
            response.status(),
            response.bytes(),
            sinceStart()));
    client.answered();
    jetty.succeeded();
  }

  @Override
  public void failed(Throwable cause) {
    if (cause instanceof HttpException && !response.isCommitted()) {
      // The body of the request turned out to be malformed: Jetty refuses it by our Refusals.
      release();
      jetty.failed(cause);
    } else if (cause instanceof IOException || client.isGone()) {
      abandon(cause);
    } else {
      end(cause);
    }
  }

  private void abandon(Throwable cause) {
    observer.observe(
        new Observation.Abandoned(request.id(), request.method(), request.target(), sinceStart()));
    cut(cause);
  }

  private void end(Throwable cause) {
    observe(cause);
    cut(cause);
  }

  private void cut(Throwable cause) {
    release();
    try {
      client.cut(cause);
    } catch (RuntimeException e) {
      observe(e);
    }
    jetty.failed(Client.left());
  }

  private void observe(Throwable failure) {
    observer.observe(
        new Observation.Failed(request.id(), request.method(), request.target(), failure));
  }

  private void release() {
    request.release();
    response.release();
  }

  private Duration sinceStart() {
    return Duration.ofNanos(System.nanoTime() - started);
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }
}
