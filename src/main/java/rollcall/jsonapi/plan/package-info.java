/// A query resolved against the schema and typed: a [rollcall.jsonapi.plan.ReadPlan] holds nothing
/// that could still be wrong, and always the tenant. [rollcall.jsonapi.plan.Evaluator] answers its
/// condition in memory, by the same logic as PostgreSQL.
@NullMarked
package rollcall.jsonapi.plan;

import org.jspecify.annotations.NullMarked;
