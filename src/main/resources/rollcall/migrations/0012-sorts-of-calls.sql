-- Lists sorted by a number or by conversation. Ties are in the order of the id, so the id stands
-- right behind the number: the index that has the time there would leave all calls of one number to
-- be sorted. Calls without a conversation are in the index, too, since they are a stretch of the list.

drop index calls_organisation_id_conversation_id_id_idx;
create index on calls (organisation_id, conversation_id, id);
create index on calls (organisation_id, from_number, id);
create index on calls (organisation_id, to_number, id);
