package rollcall;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Holds the bytecode to the table of rooms in ARCHITECTURE.md, which is read from there, so that
/// what is written and what is enforced are one.
class ArchitectureTest {
  private static final String ROOT = "rollcall.";
  private static final Pattern ROW =
      Pattern.compile("^\\| `([a-z.]+)` \\| ([^|]*) \\| ([0-9]+) \\|.*");

  private record Room(Set<String> mayUse, int publicTypes) {}

  private static JavaClasses classes;
  private static Map<String, Room> rooms;

  @BeforeAll
  static void read() throws IOException {
    classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("rollcall");
    rooms = new TreeMap<>();
    for (var line : Files.readAllLines(Path.of("ARCHITECTURE.md"))) {
      var row = ROW.matcher(line);
      if (row.matches()) {
        var uses =
            Arrays.stream(row.group(2).split(","))
                .map(use -> use.replace("`", "").strip())
                .filter(use -> !use.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
        rooms.put(row.group(1), new Room(uses, Integer.parseInt(row.group(3))));
      }
    }
    assertThat(rooms).as("the table of rooms in ARCHITECTURE.md").hasSizeGreaterThan(10);
  }

  private static String room(JavaClass type) {
    return type.getPackageName().substring(ROOT.length());
  }

  @Test
  void everyPackageIsARoomOfTheTable() {
    var packages =
        classes.stream().map(ArchitectureTest::room).collect(Collectors.toCollection(TreeSet::new));
    assertThat(packages).isEqualTo(rooms.keySet());
  }

  @Test
  void roomsUseOnlyTheRoomsThatTheTableNames() {
    var wrong = new TreeSet<String>();
    for (var type : classes) {
      for (var dependency : type.getDirectDependenciesFromSelf()) {
        var target = dependency.getTargetClass().getBaseComponentType();
        if (target.getPackageName().startsWith(ROOT)) {
          var from = room(type);
          var to = room(target);
          if (!from.equals(to) && !rooms.get(from).mayUse().contains(to)) {
            wrong.add(from + " -> " + to + ": " + dependency.getDescription());
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void everyUseThatTheTableAllowsIsNeeded() {
    var used = new HashMap<String, Set<String>>();
    for (var type : classes) {
      for (var dependency : type.getDirectDependenciesFromSelf()) {
        var target = dependency.getTargetClass().getBaseComponentType();
        if (target.getPackageName().startsWith(ROOT)) {
          used.computeIfAbsent(room(type), _ -> new TreeSet<>()).add(room(target));
        }
      }
    }
    rooms.forEach(
        (name, room) ->
            assertThat(used.getOrDefault(name, Set.of()))
                .as("what " + name + " uses of what it may")
                .containsAll(room.mayUse()));
  }

  @Test
  void theTableHasNoCycle() {
    var open = new TreeMap<>(rooms);
    while (!open.isEmpty()) {
      var leaves =
          open.entrySet().stream()
              .filter(room -> room.getValue().mayUse().stream().noneMatch(open::containsKey))
              .map(Map.Entry::getKey)
              .toList();
      assertThat(leaves).as("rooms in a cycle: " + open.keySet()).isNotEmpty();
      leaves.forEach(open::remove);
    }
  }

  @Test
  void publicTypesAreCountedInTheTable() {
    var counts = new TreeMap<String, Integer>();
    rooms.keySet().forEach(name -> counts.put(name, 0));
    for (var type : classes) {
      var open = type.getModifiers().contains(JavaModifier.PUBLIC);
      if (open && !type.isNestedClass() && !type.getSimpleName().equals("package-info")) {
        counts.merge(room(type), 1, Integer::sum);
      }
    }
    var declared = new TreeMap<String, Integer>();
    rooms.forEach((name, room) -> declared.put(name, room.publicTypes()));
    assertThat(counts).isEqualTo(declared);
  }

  @Test
  void onlyTheDatabaseRoomTalksToTheDriver() {
    noClasses()
        .that()
        .resideOutsideOfPackage("rollcall.database")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..", "com.zaxxer..")
        .check(classes);
  }

  @Test
  void onlyTheHttpRoomTalksToTheServerLibrary() {
    noClasses()
        .that()
        .resideOutsideOfPackage("rollcall.http")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.eclipse.jetty..")
        .check(classes);
  }

  @Test
  void onlyRoomsThatReadOrWriteDocumentsUseTheJsonLibrary() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "rollcall.jsonapi.document",
            "rollcall.jsonapi.openapi",
            "rollcall.sources",
            "rollcall.imports",
            "rollcall.ingest",
            "rollcall.ingest.freeswitch",
            "rollcall.ingest.kamailio",
            "rollcall.ingest.webhook",
            "rollcall.doors",
            "rollcall.verify",
            "rollcall.auth",
            "rollcall.cli")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("tools.jackson..")
        .check(classes);
  }

  @Test
  void onlyTheCommandLinePrintsAndEndsTheProcess() {
    noClasses()
        .that()
        .resideOutsideOfPackage("rollcall.cli")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .check(classes);
  }

  @Test
  void timeComesFromAClock() {
    noClasses()
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(java.time.LocalDateTime.class, "now")
        .check(classes);
  }

  @Test
  void classesAreFinalRecordsEnumsOrSealed() {
    var open =
        classes.stream()
            .filter(type -> !type.isInterface() && !type.isNestedClass())
            .filter(type -> !type.getSimpleName().equals("package-info"))
            .filter(type -> !type.getModifiers().contains(JavaModifier.FINAL))
            .filter(type -> !type.isEnum())
            .map(JavaClass::getName)
            .toList();
    assertThat(open).isEqualTo(List.of());
  }
}
