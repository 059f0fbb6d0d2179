/// The Conversation: its declaration, its stored form, and how conversations are written.
@NullMarked
package rollcall.conversations;

import org.jspecify.annotations.NullMarked;
