package rollcall.sources;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import rollcall.ingest.DirectionRules;
import rollcall.ingest.SourceName;
import rollcall.ingest.SourceText;
import rollcall.organisations.NoSuchOrganisation;
import rollcall.organisations.OrganisationDirectory;
import rollcall.organisations.OrganisationId;

/// A file in which sources are written down, instead of by commands: one JSON object whose member
/// `sources` is an array of objects. Their members are called like the options of the command, with
/// `_` for `-`; paths are seen from the folder of the file. It has no secrets, only the names of
/// their files. One thread.
public final class SourcesFile {
  static final int MOST_BYTES = 1 << 20;

  private static final String DIRECTIONS = "directions";

  private static final Set<String> MEMBERS =
      Set.of(
          "name",
          "type",
          "organisation",
          "role",
          "secret_file",
          "address",
          "user",
          "spool",
          "database_url",
          "rpc_url",
          DIRECTIONS);

  private final Path path;
  private final SourceDirectory directory;
  private final OrganisationDirectory organisations;
  private byte @Nullable [] applied;

  /// The file at `path`, for the sources of `directory`.
  public SourcesFile(Path path, SourceDirectory directory, OrganisationDirectory organisations) {
    this.path = path.toAbsolutePath();
    this.directory = directory;
    this.organisations = organisations;
  }

  /// Makes the sources that came from this file what it says now, if that has changed. Those that
  /// were added by command stay. Fails with [SourcesFileUnusable], and changes nothing, when
  /// anything in it is wrong.
  public void apply() {
    var bytes = bytes();
    if (!Arrays.equals(bytes, applied)) {
      var sources = read(bytes);
      var taken = directory.follow(sources);
      if (!taken.isEmpty()) {
        throw unusable(
            taken.stream()
                .map(
                    name -> "The source " + name + " was added by command before; remove it first.")
                .toList());
      }
      applied = bytes;
    }
  }

  private byte[] bytes() {
    try {
      return WrittenFile.read(path, MOST_BYTES);
    } catch (WrittenFile.Unreadable e) {
      throw unusable(List.of("It " + e.getMessage() + "."));
    }
  }

  private SourcesFileUnusable unusable(List<String> faults) {
    return new SourcesFileUnusable(
        "The file of sources " + path + " is not used. " + String.join(" ", faults));
  }

  private List<Source> read(byte[] bytes) {
    var faults = new ArrayList<String>();
    var sources = new ArrayList<Source>();
    var names = new HashSet<String>();
    var number = 1;
    for (var members : SourcesJson.read(bytes, faults)) {
      var about = new ArrayList<String>();
      if (members.entrySet().stream().allMatch(SourcesFile::isPlain)) {
        source(members, about).ifPresent(sources::add);
      } else {
        about.add("A name or value has a line break or another control character.");
      }
      if (!names.add(members.getOrDefault("name", "")) && members.containsKey("name")) {
        about.add("There is another of that name.");
      }
      var label =
          SourceName.parse(members.getOrDefault("name", ""))
              .map(SourceName::value)
              .orElse("number " + number);
      about.forEach(fault -> faults.add("Source " + label + ": " + fault));
      number++;
    }
    if (!faults.isEmpty()) {
      throw unusable(faults);
    }
    return sources;
  }

  /// Of rules of direction, white space is looked at later.
  private static boolean isPlain(Map.Entry<String, String> member) {
    return SourceText.isOneLine(member.getKey())
        && (member.getKey().equals(DIRECTIONS) || SourceText.isOneLine(member.getValue()));
  }

  private Optional<Source> source(Map<String, String> members, List<String> faults) {
    members.keySet().stream()
        .filter(member -> !MEMBERS.contains(member))
        .forEach(member -> faults.add("`" + member + "` is no setting of a source."));
    var name = name(members, faults);
    var type = word(members, "type", SourceType.class, Optional.empty(), faults);
    var role = word(members, "role", Role.class, Optional.of(Role.PRIMARY), faults);
    var organisation = organisation(members, faults);
    var settings = settings(members, faults);
    type.ifPresent(it -> faults.addAll(new SourceNeeds(SourcesFile::member).faults(it, settings)));
    return faults.isEmpty()
        ? Optional.of(
            new Source(
                name.orElseThrow(),
                organisation.orElseThrow(),
                type.orElseThrow(),
                role.orElseThrow(),
                settings))
        : Optional.empty();
  }

  private static String member(String setting) {
    return "`" + setting.replace('-', '_') + "`";
  }

  private static Optional<SourceName> name(Map<String, String> members, List<String> faults) {
    var name = SourceName.parse(members.getOrDefault("name", ""));
    if (name.isEmpty()) {
      faults.add("`name` must be " + SourceName.RULE + ".");
    }
    return name;
  }

  private static <E extends Enum<E>> Optional<E> word(
      Map<String, String> members,
      String member,
      Class<E> type,
      Optional<E> otherwise,
      List<String> faults) {
    var word = members.get(member);
    if (word == null && otherwise.isPresent()) {
      return otherwise;
    }
    for (var value : type.getEnumConstants()) {
      if (value.name().toLowerCase(Locale.ROOT).equals(word)) {
        return Optional.of(value);
      }
    }
    var words =
        Arrays.stream(type.getEnumConstants()).map(it -> it.name().toLowerCase(Locale.ROOT));
    faults.add("`" + member + "` must be one of " + String.join(", ", words.toList()) + ".");
    return Optional.empty();
  }

  private Optional<OrganisationId> organisation(Map<String, String> members, List<String> faults) {
    var nameOrId = members.get("organisation");
    if (nameOrId == null) {
      faults.add("`organisation` must be the name or the id of one.");
      return Optional.empty();
    }
    try {
      return Optional.of(organisations.find(nameOrId).id());
    } catch (NoSuchOrganisation e) {
      faults.add(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private Source.Settings settings(Map<String, String> members, List<String> faults) {
    return new Source.Settings(
        file(members.get("secret_file")),
        Optional.ofNullable(members.get("address")),
        Optional.ofNullable(members.get("user")),
        file(members.get("spool")),
        Optional.ofNullable(members.get("database_url")),
        Optional.ofNullable(members.get("rpc_url")),
        directions(members, faults));
  }

  /// Rules of direction are one text, with white space between them.
  private static DirectionRules directions(Map<String, String> members, List<String> faults) {
    try {
      return DirectionRules.parse(
          Arrays.stream(members.getOrDefault(DIRECTIONS, "").split("\\s+"))
              .filter(rule -> !rule.isEmpty())
              .toList());
    } catch (IllegalArgumentException e) {
      faults.add("`directions`: " + e.getMessage());
      return DirectionRules.NONE;
    }
  }

  private Optional<Path> file(@Nullable String name) {
    return Optional.ofNullable(name).map(it -> path.resolveSibling(it).normalize());
  }
}
