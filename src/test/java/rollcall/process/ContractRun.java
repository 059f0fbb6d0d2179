package rollcall.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import rollcall.verify.Vector;

/// `rollcall verify` with the recorded requests of the contract.
final class ContractRun {
  static final String DATASET = "contract/dataset.json";
  static final int VECTORS = 953;

  private static final String FILE = "contract/vectors.jsonl";

  private ContractRun() {}

  /// Holds `server` against all of them, with the right tokens.
  static PackedProgram.Ended against(ServerProcess server) throws IOException {
    var arguments = new ArrayList<>(List.of("verify", "--vectors", FILE, "--url", server.url()));
    for (var organisation : organisations()) {
      arguments.addAll(List.of("--token-for", organisation + "=" + server.token(organisation)));
    }
    return PackedProgram.run(arguments.toArray(String[]::new));
  }

  /// Holds whatever answers at `url` against them, with one token for all organisations.
  static PackedProgram.Ended against(String url, String token) throws IOException {
    var arguments = new ArrayList<>(List.of("verify", "--vectors", FILE, "--url", url));
    for (var organisation : organisations()) {
      arguments.addAll(List.of("--token-for", organisation + "=" + token));
    }
    return PackedProgram.run(arguments.toArray(String[]::new));
  }

  private static TreeSet<UUID> organisations() throws IOException {
    var organisations = new TreeSet<UUID>();
    Vector.read(Path.of(FILE)).forEach(vector -> organisations.add(vector.organisation()));
    return organisations;
  }
}
