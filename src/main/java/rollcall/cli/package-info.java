/// The command line: `Main` and one class per command. It parses options, prints, and sets exit
/// codes; nothing outside this room prints or ends the process.
@NullMarked
package rollcall.cli;

import org.jspecify.annotations.NullMarked;
