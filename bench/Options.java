package bench;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What was said on the command line: names and values. One thread.
final class Options {
  private final Map<String, String> given = new HashMap<>();

  /// Those of `arguments`, each of which may be left out.
  static Options of(List<String> arguments) {
    var options = new Options();
    for (var i = 0; i + 1 < arguments.size(); i += 2) {
      options.given.put(arguments.get(i), arguments.get(i + 1));
    }
    if (arguments.size() % 2 != 0) {
      options.given.put(arguments.getLast(), "");
    }
    return options;
  }

  int number(String name, int otherwise) {
    return Integer.parseInt(text(name, Integer.toString(otherwise)));
  }

  String text(String name, String otherwise) {
    var value = given.remove(name);
    return value == null ? otherwise : value;
  }

  /// The words of a value that is several.
  List<String> words(String name, String otherwise) {
    return List.of(text(name, otherwise).strip().split(" +")).stream()
        .filter(word -> !word.isEmpty())
        .toList();
  }

  /// Ends the program when something was said that nobody asked for.
  void requireNoMore() {
    if (!given.isEmpty()) {
      System.err.println("bench: options are name and value; unknown: " + given.keySet());
      System.exit(2);
    }
  }
}
