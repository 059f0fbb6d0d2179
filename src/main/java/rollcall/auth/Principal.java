package rollcall.auth;

import java.util.Set;
import rollcall.organisations.OrganisationId;

/// Who a request acts for: the organisation whose data it may touch, the token's subject (empty
/// when it names none), and the scopes it was given.
public record Principal(OrganisationId organisation, String subject, Set<String> scopes) {
  /// The scope that reading asks for.
  public static final String READ = "calls:read";

  /// The scope that writing asks for.
  public static final String WRITE = "calls:write";

  /// Copies `scopes`.
  public Principal {
    scopes = Set.copyOf(scopes);
  }

  /// Whether the token was given `scope`.
  public boolean may(String scope) {
    return scopes.contains(scope);
  }
}
