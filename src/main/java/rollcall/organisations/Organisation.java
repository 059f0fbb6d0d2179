package rollcall.organisations;

/// An organisation as the operator's commands show it.
public record Organisation(OrganisationId id, String name) {}
