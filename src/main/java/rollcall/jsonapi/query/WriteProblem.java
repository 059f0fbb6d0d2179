package rollcall.jsonapi.query;

import java.util.Optional;
import java.util.UUID;

/// The kinds of [Problem] that only a request to write has. A `place` is a JSON Pointer into its
/// body.
public final class WriteProblem {
  private WriteProblem() {}

  private static Problem at(String place, int status, String code, String title, String detail) {
    return Problem.at(new Source.Pointer(place), status, code, title, detail);
  }

  /// A body that is no JSON, or beyond the bounds of what is read.
  public static Problem malformedBody(String detail) {
    return Problem.of(400, "invalid_body", "Invalid body", detail);
  }

  /// A part of the body that has the wrong shape, or lacks what must be there.
  public static Problem invalidBody(String place, String detail) {
    return at(place, 400, "invalid_body", "Invalid body", detail);
  }

  /// A member of the body, an attribute or a relationship that is not known.
  public static Problem unknownMember(String place, String detail) {
    return at(place, 400, "unknown_member", "Unknown member", detail);
  }

  /// A member that stands twice.
  public static Problem duplicateMember(String place, String detail) {
    return at(place, 400, "duplicate_member", "Duplicate member", detail);
  }

  /// An attribute or relationship that a client does not set, or not any more.
  public static Problem notWritable(String place, String detail) {
    return at(place, 400, "not_writable", "Not writable", detail);
  }

  /// An attribute or relationship whose value is wrong.
  public static Problem invalidAttribute(String place, String detail) {
    return at(place, 400, "invalid_attribute", "Invalid attribute", detail);
  }

  /// An attribute that must be there.
  public static Problem required(String place, String detail) {
    return at(place, 400, "required", "Required", detail);
  }

  /// A related resource that is not there, or is not one of this organisation.
  public static Problem unknownRelated(String place, String detail) {
    return at(place, 400, "unknown_related", "Unknown related resource", detail);
  }

  /// An operation that there is none of.
  public static Problem unknownOperation(String place, String detail) {
    return at(place, 400, "unknown_operation", "Unknown operation", detail);
  }

  /// More operations than one request may have.
  public static Problem tooManyOperations(String place, String detail) {
    return at(place, 400, "too_many_operations", "Too many operations", detail);
  }

  /// An `If-Match` that is none.
  public static Problem invalidIfMatch(String detail) {
    return Problem.of(400, "invalid_if_match", "Invalid If-Match", detail);
  }

  /// An `Idempotency-Key` that is none.
  public static Problem invalidIdempotencyKey(String detail) {
    return Problem.of(400, "invalid_idempotency_key", "Invalid idempotency key", detail);
  }

  /// An id that the client chose for a resource that is to be made.
  public static Problem clientGeneratedId(String place, String detail) {
    return at(place, 403, "client_generated_id", "Client-generated id", detail);
  }

  /// A type that is not the one that belongs there.
  public static Problem typeConflict(String place, String detail) {
    return at(place, 409, "type_conflict", "Type conflict", detail);
  }

  /// An id that is not the one that belongs there.
  public static Problem idConflict(String place, String detail) {
    return at(place, 409, "id_conflict", "Identifier conflict", detail);
  }

  /// What was to be made is there already, as `existing`.
  public static Problem alreadyExists(UUID existing, String detail) {
    return new Problem(
        409,
        "already_exists",
        "Already exists",
        detail,
        Optional.empty(),
        Optional.of(existing),
        Optional.empty());
  }

  /// A state that cannot follow on the one that the resource has.
  public static Problem invalidTransition(String place, String detail) {
    return at(place, 409, "invalid_transition", "Invalid transition", detail);
  }

  /// The resource is in a state that does not allow the write.
  public static Problem conflict(String detail) {
    return Problem.of(409, "conflict", "Conflict", detail);
  }

  /// The first request under the same idempotency key is still running.
  public static Problem idempotencyKeyInUse(String detail) {
    return Problem.of(409, "idempotency_key_in_use", "Idempotency key in use", detail);
  }

  /// The resource is no longer what the client saw.
  public static Problem preconditionFailed(String detail) {
    return Problem.of(412, "precondition_failed", "Precondition failed", detail);
  }

  /// An idempotency key that another request had.
  public static Problem idempotencyKeyReused(String detail) {
    return Problem.of(422, "idempotency_key_reused", "Idempotency key reused", detail);
  }

  /// Nobody knows whether the write was made.
  public static Problem outcomeUnknown(String detail) {
    return Problem.of(503, "outcome_unknown", "Outcome unknown", detail);
  }
}
