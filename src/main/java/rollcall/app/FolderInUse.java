package rollcall.app;

import java.util.Optional;
import rollcall.database.DataFolder;
import rollcall.database.FolderLock;

/// Somebody else works on the data folder and goes on doing so, unharmed.
public final class FolderInUse extends RuntimeException {
  FolderInUse(DataFolder folder, Optional<FolderLock.Holder> holder) {
    super(
        holder
                .map(
                    it ->
                        switch (it.kind()) {
                          case SERVER ->
                              "Another Rollcall server (process " + it.pid() + ") runs on ";
                          case COMMAND -> "A Rollcall command (process " + it.pid() + ") works on ";
                        })
                .orElse("Another Rollcall works on ")
            + folder
            + "; stop it, or choose another folder with --data.");
  }
}
