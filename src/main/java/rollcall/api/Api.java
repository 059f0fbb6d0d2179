package rollcall.api;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import rollcall.auth.Authentication;
import rollcall.auth.Authenticator;
import rollcall.auth.Principal;
import rollcall.calls.CallRecorder;
import rollcall.calls.Calls;
import rollcall.conversations.ConversationRecorder;
import rollcall.conversations.Conversations;
import rollcall.database.Database;
import rollcall.database.UuidV7;
import rollcall.http.Handler;
import rollcall.http.Request;
import rollcall.http.Response;
import rollcall.jsonapi.document.OperationsReader;
import rollcall.jsonapi.plan.PlanBuilder;
import rollcall.jsonapi.query.PercentEncoding;
import rollcall.jsonapi.query.Problem;
import rollcall.jsonapi.query.QueryLimits;
import rollcall.jsonapi.query.QueryParser;
import rollcall.jsonapi.schema.ResourceType;
import rollcall.jsonapi.schema.SchemaRegistry;
import rollcall.jsonapi.sql.ReadSql;

/// All endpoints. Thread-safe.
public final class Api implements Handler {
  /// The types that clients write.
  public static final List<ResourceType> WRITABLE = List.of(Calls.TYPE, Conversations.TYPE);

  /// The most writes in one request.
  public static final int MOST_OPERATIONS = OperationsReader.MOST_OPERATIONS;

  private static final String JSON = "application/json";
  private static final List<String> OPERATIONS = List.of("api", "operations");

  private final SchemaRegistry registry;
  private final Authenticator authenticator;
  private final Description description;
  private final Health health;
  private final ReadCollection collection;
  private final ReadResource resource;
  private final List<Recording> recordings;
  private final CreateResource create;
  private final UpdateResource update;
  private final Operations operations;

  /// The endpoints of the types of `registry` over `database`; `description` is what describes
  /// them, and `clock` says when things are written.
  public Api(
      SchemaRegistry registry,
      Database database,
      Authenticator authenticator,
      Description description,
      Limits limits,
      Clock clock) {
    this.registry = registry;
    this.authenticator = authenticator;
    this.description = description;
    this.health = new Health(database);
    var queries = new QueryParser(registry, limits.query());
    var cursors = CursorKey.of(database);
    var plans = new PlanBuilder(registry, limits.query(), cursors);
    var sql = new ReadSql(registry);
    this.collection =
        new ReadCollection(
            queries,
            plans,
            sql,
            cursors,
            database,
            new Gate("lists", limits.lists()),
            new PageCount(limits.counts()),
            new ListExport(sql, cursors, clock));
    this.resource = new ReadResource(queries, plans, sql, database);
    var ids = new UuidV7(clock);
    this.recordings =
        List.of(
            Recording.of(new CallRecorder(clock, ids)),
            Recording.of(new ConversationRecorder(clock, ids)));
    var writes = new IdempotentWrite(database, new KeptAnswers(clock));
    var written = new WrittenResource(plans, sql);
    this.create = new CreateResource(queries, written, writes);
    this.update = new UpdateResource(queries, written, writes);
    this.operations =
        new Operations(recordings, plans, sql, writes, new Gate("operations", limits.operations()));
  }

  /// The bounds of the endpoints.
  public record Limits(
      QueryLimits query, GateLimits lists, GateLimits operations, CountLimits counts) {
    /// Those of a server that was told no others.
    public static final Limits DEFAULT =
        new Limits(
            QueryLimits.DEFAULT, GateLimits.LISTS, GateLimits.OPERATIONS, CountLimits.DEFAULT);
  }

  @Override
  public void handle(Request request, Response response) {
    var path = PercentEncoding.segments(request.path());
    var reads = request.method().equals("GET") || request.method().equals("HEAD");
    if (reads && path.equals(List.of("healthz"))) {
      health.live(response);
    } else if (reads && path.equals(List.of("readyz"))) {
      health.ready(response);
    } else if (reads && path.equals(List.of("api", "open_api"))) {
      Answers.text(response, 200, JSON, description.text());
    } else if (!path.isEmpty() && path.getFirst().equals("api")) {
      answerAuthenticated(path, reads, request, response);
    } else {
      refuse(request, response, noRoute(request));
    }
  }

  private void answerAuthenticated(
      List<String> path, boolean reads, Request request, Response response) {
    switch (authenticator.authenticate(request.headers("Authorization"))) {
      case Authentication.Refused(var reason) ->
          refuse(request, response, Problem.unauthorized(reason));
      case Authentication.Granted(var principal) -> {
        if (reads) {
          type(path)
              .ifPresentOrElse(
                  type -> read(type, path, principal, request, response),
                  () -> refuse(request, response, noRoute(request)));
        } else {
          write(path, principal, request, response);
        }
      }
    }
  }

  private void write(List<String> path, Principal principal, Request request, Response response) {
    var found = action(request.method(), path);
    if (found.isEmpty()) {
      refuse(request, response, noRoute(request));
      return;
    }
    var action = found.get();
    var problem =
        principal.may(Principal.WRITE)
            ? Negotiation.problemOfWrite(request, action.extensions())
            : Optional.of(Problem.forbidden("The token needs the scope " + Principal.WRITE + "."));
    problem.ifPresentOrElse(
        wrong -> refuse(request, response, wrong),
        () -> action.answer().to(principal, request, response));
  }

  /// What answers a request to write, which may use those extensions of JSON:API.
  private record Action(Set<String> extensions, Answer answer) {
    @FunctionalInterface
    private interface Answer {
      void to(Principal principal, Request request, Response response);
    }
  }

  private Optional<Action> action(String method, List<String> path) {
    if (method.equals("POST") && path.equals(OPERATIONS)) {
      return Optional.of(new Action(Set.of(OperationsReader.EXTENSION), operations::answer));
    }
    var recording = type(path).flatMap(this::recording);
    if (method.equals("POST") && path.size() == 2) {
      return recording.map(
          it -> new Action(Set.of(), (who, what, to) -> create.answer(it, who, what, to)));
    }
    if (method.equals("PATCH") && path.size() == 3) {
      var id = path.get(2);
      return recording.map(
          it -> new Action(Set.of(), (who, what, to) -> update.answer(it, id, who, what, to)));
    }
    return Optional.empty();
  }

  private Optional<Recording> recording(ResourceType type) {
    return recordings.stream()
        .filter(candidate -> candidate.writable().type().equals(type))
        .findFirst();
  }

  private void read(
      ResourceType type,
      List<String> path,
      Principal principal,
      Request request,
      Response response) {
    if (!principal.may(Principal.READ)) {
      refuse(
          request,
          response,
          Problem.forbidden("The token needs the scope " + Principal.READ + "."));
    } else if (path.size() == 2) {
      collection.answer(type, principal, request, response);
    } else {
      Negotiation.problem(request)
          .ifPresentOrElse(
              problem -> refuse(request, response, problem),
              () -> resource.answer(type, path.get(2), principal, request, response));
    }
  }

  /// The type whose collection or member `path` names.
  private Optional<ResourceType> type(List<String> path) {
    return path.size() == 2 || path.size() == 3
        ? registry.types().stream().filter(type -> type.path().equals(path.get(1))).findFirst()
        : Optional.empty();
  }

  private static Problem noRoute(Request request) {
    return Problem.noRouteFound(request.method(), request.path());
  }

  private static void refuse(Request request, Response response, Problem problem) {
    Answers.problems(request, response, List.of(problem));
  }
}
