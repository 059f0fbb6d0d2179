/// Numbers of telephones: in which ways they are written, which one is meant by any of them, and
/// the directory that finds them by a part. No call, organisation or request is known here.
@NullMarked
package rollcall.numbers;

import org.jspecify.annotations.NullMarked;
