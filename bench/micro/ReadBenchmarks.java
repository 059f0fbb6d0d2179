package bench.micro;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import rollcall.app.Storage;
import rollcall.calls.Calls;
import rollcall.database.Rows;
import rollcall.database.SqlStatement;
import rollcall.jsonapi.document.DocumentWriter;
import rollcall.jsonapi.plan.Cursors;
import rollcall.jsonapi.plan.PlanBuilder;
import rollcall.jsonapi.plan.ReadPlan;
import rollcall.jsonapi.query.Parsed;
import rollcall.jsonapi.query.QueryLimits;
import rollcall.jsonapi.query.QueryParser;
import rollcall.jsonapi.query.Reading;
import rollcall.jsonapi.sql.ReadSql;

/// What one request for a filtered page costs beside HTTP and the database: reading its query,
/// planning and writing SQL, and writing the document of 50 rows.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ReadBenchmarks {
  private static final Optional<String> QUERY =
      Optional.of(
          "filter[started_at][gte]=2025-01-01T00:00:00Z&filter[started_at][lt]=2025-01-01T00:50:00Z"
              + "&filter[direction]=inbound&filter[status][in][]=completed"
              + "&filter[status][in][]=no_answer&sort=-started_at&page[limit]=50");
  private static final rollcall.jsonapi.plan.Scope SCOPE =
      new rollcall.jsonapi.plan.Scope(new UUID(1, 1));

  private final QueryParser queries = new QueryParser(Storage.SCHEMA, QueryLimits.DEFAULT);
  private final PlanBuilder plans =
      new PlanBuilder(Storage.SCHEMA, QueryLimits.DEFAULT, new Cursors(new byte[32]));
  private final ReadSql sql = new ReadSql(Storage.SCHEMA);
  private final Reading reading = queries.parseList(QUERY, Calls.TYPE);
  private final ReadPlan plan = planned();

  private ReadPlan planned() {
    return switch (plans.list(reading, Calls.TYPE, SCOPE)) {
      case Parsed.Ok<ReadPlan>(var ok) -> ok;
      case Parsed.Invalid<ReadPlan>(var problems) -> throw new IllegalStateException("" + problems);
    };
  }

  /// Query string to `Reading`.
  @Benchmark
  public Reading parse() {
    return queries.parseList(QUERY, Calls.TYPE);
  }

  /// `Reading` to typed plan.
  @Benchmark
  public ReadPlan plan() {
    return planned();
  }

  /// Plan to SQL and binds.
  @Benchmark
  public SqlStatement sql() {
    return sql.rows(plan);
  }

  /// 50 rows to a document.
  @Benchmark
  public long write() {
    var bytes = new Counted();
    var document = DocumentWriter.of(plan, "http://localhost/api/calls", bytes);
    document.list(new FiftyRows());
    document.end();
    return bytes.count;
  }

  private static final class Counted extends OutputStream {
    private long count;

    @Override
    public void write(int one) {
      count++;
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      count += length;
    }
  }

  /// Rows without a database behind them; every column has a value of each type.
  private static final class FiftyRows implements Rows {
    private static final byte[] TEXT = "+15550123456".getBytes(StandardCharsets.US_ASCII);
    private static final UUID ID = new UUID(0x0194a8da42237e56L, 0xa8557237b74b2a8dL);
    private int left = 50;

    @Override
    public boolean next() {
      return left-- > 0;
    }

    @Override
    public boolean isNull(int column) {
      return false;
    }

    @Override
    public byte[] textBytes(int column) {
      return TEXT;
    }

    @Override
    public byte[] bytes(int column) {
      return TEXT;
    }

    @Override
    public String text(int column) {
      return "+15550123456";
    }

    @Override
    public long integer(int column) {
      return 3_600;
    }

    @Override
    public boolean bool(int column) {
      return true;
    }

    @Override
    public UUID uuid(int column) {
      return ID;
    }

    @Override
    public long epochMicros(int column) {
      return 1_735_689_600_123_456L;
    }
  }
}
