/// What a resource is: its type, attributes and relationships, declared once. Parser, plan, SQL,
/// document and OpenAPI are all made from these declarations. Nothing of ours is used here, and no
/// single resource is known.
@NullMarked
package rollcall.jsonapi.schema;

import org.jspecify.annotations.NullMarked;
