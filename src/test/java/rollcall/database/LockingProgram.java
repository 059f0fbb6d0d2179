package rollcall.database;

import java.nio.file.Path;

/// Tries to lock a folder as a server, says how that went, and stays.
final class LockingProgram {
  private LockingProgram() {}

  public static void main(String[] arguments) throws Exception {
    switch (DataFolder.open(Path.of(arguments[0])).tryLock(FolderLock.Kind.SERVER)) {
      case FolderLock.Attempt.Taken _ -> System.out.println("taken");
      case FolderLock.Attempt.Refused(var holder) ->
          System.out.println("refused by " + holder.orElseThrow());
    }
    Thread.sleep(Long.MAX_VALUE);
  }
}
