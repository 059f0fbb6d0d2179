/// A realistic month of calls for two organisations that do not exist, for those who try the
/// program. It only makes drafts; others write them.
@NullMarked
package rollcall.demo;

import org.jspecify.annotations.NullMarked;
