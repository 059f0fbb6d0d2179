package rollcall.jsonapi.document;

import java.util.Optional;
import rollcall.jsonapi.query.Problem;
import rollcall.jsonapi.query.WriteProblem;
import rollcall.jsonapi.schema.Attribute;
import rollcall.jsonapi.schema.ResourceType;

/// What a resource object is sent for.
enum Purpose {
  /// To make the resource.
  MAKE,
  /// To change what it says of the resource.
  CHANGE;

  /// Whether a client may say `attribute` for this.
  boolean allows(Attribute attribute) {
    return this == MAKE ? attribute.written().onCreate() : attribute.written().onUpdate();
  }

  /// Why `attribute` of `type`, which the client called `name`, cannot be said at `place`, if so.
  Optional<Problem> refusal(ResourceType type, Attribute attribute, String name, Place place) {
    if (allows(attribute)) {
      return Optional.empty();
    }
    var why =
        attribute.written().onCreate()
            ? name + " is said when a " + type.name() + " is made, and never changes."
            : name + " is written by the service alone.";
    return Optional.of(WriteProblem.notWritable(place.pointer(), why));
  }
}
