/// The endpoints. The path of a request is read here, one file per verb.
@NullMarked
package rollcall.api;

import org.jspecify.annotations.NullMarked;
