package rollcall.jsonapi.document;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import rollcall.database.Rows;
import rollcall.jsonapi.plan.Cursors;
import rollcall.jsonapi.plan.Include;
import rollcall.jsonapi.plan.ReadPlan;

/// Writes the answer to a read as a JSON:API document while its rows arrive, in bounded memory:
/// first [#list] or [#one], then [#included] for each include of the plan, then [#end]. The members
/// stand in the order `data`, `included` (only when the plan includes something), `jsonapi`,
/// `links`, `meta`.
///
/// What `Rows` throws goes through untouched. Nothing reaches the stream before the first 16 kB are
/// written or the document ends, so that a failure up to there can still be answered as one. The
/// stream is neither flushed nor closed; an `IOException` of it comes out unchecked. One thread.
public final class DocumentWriter {
  private static final byte[] DATA = "{\"data\":".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] INCLUDED = ",\"included\":[".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] LINKS = ",\"links\":{\"self\":".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] META = "},\"meta\":{".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END = "}}".getBytes(StandardCharsets.US_ASCII);

  private final ReadPlan plan;
  private final String selfUrl;
  private final JsonBytes json;
  private long rowsWritten;
  private boolean anyIncluded;
  private Optional<String> profile = Optional.empty();

  DocumentWriter(ReadPlan plan, String selfUrl, OutputStream out, int capacity) {
    this.plan = plan;
    this.selfUrl = selfUrl;
    this.json = new JsonBytes(out, capacity);
  }

  /// A writer to `out` of the answer to `plan`, which was asked for as `selfUrl`.
  public static DocumentWriter of(ReadPlan plan, String selfUrl, OutputStream out) {
    return new DocumentWriter(plan, selfUrl, out, JsonBytes.CAPACITY);
  }

  /// Writes all `rows` as the primary data.
  public void list(Rows rows) {
    var writer = new RowWriter(plan.projection());
    list(rows, () -> writer.write(rows, json));
  }

  /// Writes all rows of `page` as the primary data, each with one of the `cursors` of its list, as
  /// the cursor pagination profile has them, whose URI is `profile`.
  public void list(PageRows page, Cursors.OfList cursors, String profile) {
    this.profile = Optional.of(profile);
    var writer = new RowWriter(plan.projection());
    list(page, () -> writer.write(page, cursors.write(page.place()), json));
  }

  private void list(Rows rows, Runnable writeRow) {
    json.raw(DATA);
    json.raw('[');
    writeAll(rows, writeRow, false);
    json.raw(']');
    startIncluded();
  }

  /// Writes the row on which `row` stands as the primary data.
  public void one(Rows row) {
    json.raw(DATA);
    new RowWriter(plan.projection()).write(row, json);
    rowsWritten++;
    startIncluded();
  }

  /// Writes all `rows` of `include`.
  public void included(Include include, Rows rows) {
    var writer = new RowWriter(include.projection());
    anyIncluded = writeAll(rows, () -> writer.write(rows, json), anyIncluded);
  }

  /// Completes the document.
  public void end() {
    if (!plan.includes().isEmpty()) {
      json.raw(']');
    }
    writeEnd(selfUrl, json);
    json.flush();
  }

  /// Completes the document of a page, which has those links and counts.
  public void end(PageLinks links, PageMeta meta) {
    if (!plan.includes().isEmpty()) {
      json.raw(']');
    }
    json.raw(profile.map(JsonApiMember::of).orElse(JsonApiMember.PLAIN));
    json.raw(LINKS);
    json.text(selfUrl);
    links.write(json);
    json.raw(META);
    meta.write(json, profile.isPresent());
    json.raw(END);
    json.flush();
  }

  /// Passes on what was written of a document that is to be completed later, by [#end(String,
  /// OutputStream)]; its plan includes nothing.
  public void pause() {
    json.flush();
  }

  /// Completes to `out` a paused document, the answer to a request for `selfUrl`.
  public static void end(String selfUrl, OutputStream out) {
    var json = new JsonBytes(out, JsonBytes.CAPACITY);
    writeEnd(selfUrl, json);
    json.flush();
  }

  private static void writeEnd(String selfUrl, JsonBytes json) {
    json.raw(JsonApiMember.PLAIN);
    json.raw(LINKS);
    json.text(selfUrl);
    json.raw(META);
    json.raw(END);
  }

  /// How many rows were written so far, included ones among them.
  public long rowsWritten() {
    return rowsWritten;
  }

  private void startIncluded() {
    if (!plan.includes().isEmpty()) {
      json.raw(INCLUDED);
    }
  }

  /// Whether any row stands in the array after this, when `any` says so of before.
  private boolean writeAll(Rows rows, Runnable writeRow, boolean any) {
    var separate = any;
    while (rows.next()) {
      if (separate) {
        json.raw(',');
      }
      separate = true;
      writeRow.run();
      rowsWritten++;
    }
    return separate;
  }
}
