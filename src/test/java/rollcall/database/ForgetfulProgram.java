package rollcall.database;

import java.nio.file.Path;

/// Starts the database of a folder, commits a row, says so with the server's process, and is gone
/// without stopping it.
final class ForgetfulProgram {
  private ForgetfulProgram() {}

  public static void main(String[] arguments) throws Exception {
    var folder = DataFolder.open(Path.of(arguments[0]));
    var attempt = (FolderLock.Attempt.Taken) folder.tryLock(FolderLock.Kind.SERVER);
    var server = EmbeddedPostgres.start(attempt.lock(), observation -> {});
    try (var connection = SuperuserLogin.open(server.address(EmbeddedPostgres.DATABASE));
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE acknowledged AS SELECT 42 AS answer");
    }
    System.out.println(PostmasterFile.read(folder.postmasterFile()).orElseThrow().pid());
    Runtime.getRuntime().halt(9);
  }
}
