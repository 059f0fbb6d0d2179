package rollcall.organisations;

import java.util.List;
import java.util.stream.Collectors;

/// No organisation is meant, or more than one; the message says which there are.
public final class NoSuchOrganisation extends RuntimeException {
  private static final int SHOWN = 10;

  private NoSuchOrganisation(String message) {
    super(message);
  }

  static NoSuchOrganisation unknown(String nameOrId, List<Organisation> all) {
    return new NoSuchOrganisation(
        all.isEmpty()
            ? "There is no organisation yet; make one: rollcall organisation create NAME"
            : "There is no organisation \"" + nameOrId + "\". There are: " + names(all));
  }

  static NoSuchOrganisation ambiguous(String name, List<Organisation> found) {
    return new NoSuchOrganisation(
        "There are several organisations named \""
            + name
            + "\"; say which by its id: "
            + found.stream()
                .map(organisation -> organisation.id().toString())
                .collect(Collectors.joining(", ")));
  }

  private static String names(List<Organisation> all) {
    var names = all.stream().limit(SHOWN).map(Organisation::name).collect(Collectors.joining(", "));
    return all.size() > SHOWN ? names + ", …" : names;
  }
}
