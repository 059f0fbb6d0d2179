package rollcall.imports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Finds the files that are meant: a folder stands for every file below it, in the order of their
/// names, but for those that begin with a dot, which are somebody's unfinished work.
public final class ImportFiles {
  private ImportFiles() {}

  /// The files that `named`, files and folders, stand for.
  public static List<Path> of(List<Path> named) throws IOException {
    var files = new ArrayList<Path>();
    for (var path : named) {
      if (Files.isDirectory(path)) {
        addFolder(path, files);
      } else {
        files.add(path);
      }
    }
    return files;
  }

  private static void addFolder(Path folder, List<Path> files) throws IOException {
    List<Path> entries;
    try (var listed = Files.list(folder)) {
      entries = listed.filter(ImportFiles::isShown).sorted().toList();
    }
    for (var entry : entries) {
      // A link to a folder could lead in a circle; one to a file cannot.
      if (Files.isDirectory(entry) && !Files.isSymbolicLink(entry)) {
        addFolder(entry, files);
      } else if (Files.isRegularFile(entry)) {
        files.add(entry);
      }
    }
  }

  private static boolean isShown(Path entry) {
    return !String.valueOf(entry.getFileName()).startsWith(".");
  }
}
