package rollcall.imports;

import java.util.Optional;
import rollcall.ingest.SourceName;
import rollcall.organisations.OrganisationId;

/// How files are to be understood.
///
/// @param format the format of all files; by default each shows its own
/// @param organisation whose the rows are that name no organisation
/// @param source the `call_source` of what switches left; by default the name of the format
public record ImportOptions(
    Optional<Format> format, Optional<OrganisationId> organisation, Optional<SourceName> source) {
  /// Nothing is said: all is found in the files.
  public static final ImportOptions NONE =
      new ImportOptions(Optional.empty(), Optional.empty(), Optional.empty());

  SourceName sourceOr(String name) {
    return source.orElseGet(() -> new SourceName(name));
  }
}
