package rollcall.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataFolderTest {
  @TempDir Path temporary;

  @Test
  void isForItsOwnersEyesOnly() throws Exception {
    var folder = DataFolder.open(temporary.resolve("new/data"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.path())))
        .isEqualTo("rwx------");
    PrivateFiles.write(folder.passwordFile(), "secret");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.passwordFile())))
        .isEqualTo("rw-------");
  }

  @Test
  void refusesAFileInItsPlace() throws Exception {
    var file = Files.createFile(temporary.resolve("file"));
    assertThatThrownBy(() -> DataFolder.open(file))
        .isInstanceOf(DataFolderUnusable.class)
        .hasMessage("Cannot use the data folder %s: it is not a folder: %s", file, file);
  }

  @Test
  void refusesSecondLockAndLeavesFirstUnharmed() throws Exception {
    var folder = DataFolder.open(temporary);
    var us = new FolderLock.Holder(FolderLock.Kind.COMMAND, ProcessHandle.current().pid());
    try (var _ = taken(folder.tryLock(FolderLock.Kind.COMMAND))) {
      assertThat(DataFolder.open(temporary).tryLock(FolderLock.Kind.SERVER))
          .isEqualTo(new FolderLock.Attempt.Refused(Optional.of(us)));
      try (var other = ChildJvm.start(LockingProgram.class, temporary)) {
        assertThat(other.line()).isEqualTo("refused by " + us);
      }
    }
    taken(folder.tryLock(FolderLock.Kind.SERVER)).close();
  }

  @Test
  void namesTheHolderAndForgetsItWhenItIsKilled() throws Exception {
    var folder = DataFolder.open(temporary);
    try (var other = ChildJvm.start(LockingProgram.class, temporary)) {
      assertThat(other.line()).isEqualTo("taken");
      var holder = new FolderLock.Holder(FolderLock.Kind.SERVER, other.process().pid());
      assertThat(folder.tryLock(FolderLock.Kind.COMMAND))
          .isEqualTo(new FolderLock.Attempt.Refused(Optional.of(holder)));
    }
    taken(folder.tryLock(FolderLock.Kind.COMMAND)).close();
  }

  private static FolderLock taken(FolderLock.Attempt attempt) {
    assertThat(attempt).isInstanceOf(FolderLock.Attempt.Taken.class);
    return ((FolderLock.Attempt.Taken) attempt).lock();
  }
}
