package rollcall.jsonapi.plan;

import java.util.UUID;

/// The tenant whose rows a plan may touch.
public record Scope(UUID organisationId) {}
