package rollcall.api;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import rollcall.database.Cancellation;
import rollcall.database.SqlStatement;
import rollcall.database.Tenant;
import rollcall.database.TestDatabase;

/// Bodies of writes, and what tests do with many of them.
final class Writes {
  private Writes() {}

  /// The body that makes a call with that `call_uuid`, with `more` attributes.
  static String call(String callUuid, String more) {
    return document("Call", "", callAttributes(callUuid, more));
  }

  /// The attributes of such a call.
  static String callAttributes(String callUuid, String more) {
    return "{\"call_source\":\"test\",\"call_uuid\":\""
        + callUuid
        + "\",\"direction\":\"inbound\",\"from_number\":\"+1\",\"to_number\":\"+2\""
        + more
        + "}";
  }

  /// The body that changes the call `id`.
  static String change(String id, String attributes) {
    return document("Call", ",\"id\":\"" + id + "\"", "{" + attributes + "}");
  }

  /// The body of operations.
  static String operations(List<String> operations) {
    return "{\"atomic:operations\":[" + String.join(",", operations) + "]}";
  }

  /// The operation that makes a call.
  static String addCall(String callUuid) {
    return "{\"op\":\"add\",\"data\":{\"type\":\"Call\",\"attributes\":"
        + callAttributes(callUuid, "")
        + "}}";
  }

  private static String document(String type, String id, String attributes) {
    return "{\"data\":{\"type\":\"" + type + "\"" + id + ",\"attributes\":" + attributes + "}}";
  }

  /// The results of `count` runs of `task` that begin at the same time.
  static <T> List<T> atOnce(int count, Callable<T> task)
      throws InterruptedException, ExecutionException {
    var start = new CountDownLatch(1);
    var running = new ArrayList<Future<T>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < count; i++) {
        running.add(
            threads.submit(
                () -> {
                  start.await();
                  return task.call();
                }));
      }
      start.countDown();
      var results = new ArrayList<T>();
      for (var one : running) {
        results.add(one.get());
      }
      return results;
    }
  }

  /// How many rows of `organisation` are in `table` with `condition`, which is SQL.
  static long count(TestDatabase database, UUID organisation, String table, String condition) {
    return database
        .database()
        .read(
            new Tenant(organisation),
            new Cancellation(),
            session -> {
              var rows =
                  session.query(
                      new SqlStatement(
                          "select count(*) from "
                              + table
                              + " where organisation_id = ? and "
                              + condition,
                          List.of(organisation)));
              rows.next();
              return rows.integer(0);
            });
  }
}
