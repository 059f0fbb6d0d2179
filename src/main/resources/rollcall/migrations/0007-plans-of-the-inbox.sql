-- Statistics of these columns would be those of a moment: when they are gathered while much is
-- waiting, each look for what waits for a call is planned as if it found a third of the table, and
-- reads all of it. Without any PostgreSQL takes either value for rare, which it is.
alter table inbox alter column state set statistics 0;
alter table inbox alter column awaits set statistics 0;
