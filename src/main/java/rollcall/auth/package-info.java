/// Who is asking: a bearer token is turned into a [rollcall.auth.Principal], or refused. Keys come
/// from configured sources alone.
@NullMarked
package rollcall.auth;

import org.jspecify.annotations.NullMarked;
