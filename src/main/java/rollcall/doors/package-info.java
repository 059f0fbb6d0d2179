/// The doors: where sources send calls by HTTP. Each knows its sender, reads what was sent by the
/// normaliser of its kind, and has it kept before it answers.
@NullMarked
package rollcall.doors;

import org.jspecify.annotations.NullMarked;
