package rollcall.database;

import java.util.UUID;

/// The organisation that a statement acts for: row security shows and takes rows of this
/// organisation alone.
public record Tenant(UUID organisationId) {}
