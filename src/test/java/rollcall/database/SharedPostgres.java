package rollcall.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.concurrent.atomic.AtomicInteger;

/// One embedded PostgreSQL for all tests of this JVM, started by the first that asks and stopped at
/// the end of the JVM.
public final class SharedPostgres {
  private static final AtomicInteger CREATED = new AtomicInteger();

  private SharedPostgres() {}

  private static final class Started {
    static final EmbeddedPostgres SERVER = start();

    private static EmbeddedPostgres start() {
      try {
        var path = Files.createTempDirectory("rollcall-shared-postgres");
        var attempt = DataFolder.open(path).tryLock(FolderLock.Kind.SERVER);
        var lock = ((FolderLock.Attempt.Taken) attempt).lock();
        var server = EmbeddedPostgres.start(lock, observation -> {});
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, lock)));
        return server;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void stop(EmbeddedPostgres server, FolderLock lock) {
      server.close();
      lock.close();
      try {
        PrivateFiles.deleteAll(lock.folder().path());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /// A new, empty database whose name begins with `name`; the login is the superuser's.
  public static DatabaseAddress create(String name) {
    var unique = name + "_" + CREATED.incrementAndGet();
    Started.SERVER.createDatabase(unique);
    return Started.SERVER.address(unique);
  }
}
