/// Webhooks: our own events of calls, signed by Standard Webhooks, and status callbacks as Twilio
/// sends them, with the signatures of both.
@NullMarked
package rollcall.ingest.webhook;

import org.jspecify.annotations.NullMarked;
