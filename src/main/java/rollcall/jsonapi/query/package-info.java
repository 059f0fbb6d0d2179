/// The query string of a request: decoded into a tree of parameters, then parsed against a resource
/// type into a [rollcall.jsonapi.query.Query], or into every problem it has. Names are known here,
/// values are still text.
@NullMarked
package rollcall.jsonapi.query;

import org.jspecify.annotations.NullMarked;
