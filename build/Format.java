import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Checks or applies Google Java Format over the named folders; run by Maven in the JDK of the
/// build, because a formatter inside Maven's own JVM could not read Java 25.
///
/// Exit status: 0 all formatted, 1 some are not (`check`) or cannot be parsed, 2 wrong arguments.
public final class Format {
  private Format() {}

  /// `check|apply FOLDER…`; a folder that does not exist is passed over.
  public static void main(String[] arguments) throws IOException {
    if (arguments.length < 2 || !List.of("check", "apply").contains(arguments[0])) {
      System.err.println("usage: Format check|apply FOLDER…");
      System.exit(2);
    }
    var apply = arguments[0].equals("apply");
    var wrong = new ArrayList<Path>();
    for (var folder : List.of(arguments).subList(1, arguments.length)) {
      for (var file : javaFiles(Path.of(folder))) {
        if (!isFormatted(file, apply)) {
          wrong.add(file);
        }
      }
    }
    if (!wrong.isEmpty() && !apply) {
      System.err.println("Not formatted (mvn process-sources -Dformat.mode=apply mends it):");
      wrong.forEach(file -> System.err.println("  " + file));
      System.exit(1);
    }
  }

  private static List<Path> javaFiles(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  private static boolean isFormatted(Path file, boolean apply) throws IOException {
    var source = Files.readString(file);
    try {
      var style = JavaFormatterOptions.Style.GOOGLE;
      var formatted =
          new Formatter(JavaFormatterOptions.builder().style(style).build())
              .formatSource(
                  RemoveUnusedImports.removeUnusedImports(
                      ImportOrderer.reorderImports(source, style)));
      if (formatted.equals(source)) {
        return true;
      }
      if (apply) {
        Files.writeString(file, formatted);
      }
      return false;
    } catch (FormatterException e) {
      System.err.println(file + ": " + e.getMessage());
      System.exit(1);
      return false;
    }
  }
}
