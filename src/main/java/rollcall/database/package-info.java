/// PostgreSQL: the pool, statements and rows, migrations, and the embedded server. The only room
/// that uses `java.sql` and the driver; it knows tables and tenants, but no call.
@NullMarked
package rollcall.database;

import org.jspecify.annotations.NullMarked;
