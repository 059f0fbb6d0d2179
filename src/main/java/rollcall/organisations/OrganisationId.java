package rollcall.organisations;

import java.util.UUID;

/// The identifier of an organisation.
public record OrganisationId(UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
