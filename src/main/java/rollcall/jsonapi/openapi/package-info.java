/// The schema described as an OpenAPI 3.1 document.
@NullMarked
package rollcall.jsonapi.openapi;

import org.jspecify.annotations.NullMarked;
