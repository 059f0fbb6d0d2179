package rollcall.jsonapi.document;

import rollcall.jsonapi.schema.DraftCheck;
import rollcall.jsonapi.schema.ResourceType;

/// A type whose resources clients write, and what their drafts are held to beside its declaration.
public record WritableType(ResourceType type, DraftCheck check) {}
