/// The HTTP server: requests, responses, limits, time-outs and clients that leave. The only room
/// that uses the server library; it knows no JSON:API and no call.
@NullMarked
package rollcall.http;

import org.jspecify.annotations.NullMarked;
