-- What is known of a call beyond what the API always showed, and what the next report of it is
-- weighed against. Nearly every column is null in nearly every row and then takes no room.

alter table calls
  add rang_at timestamptz check (isfinite(rang_at)),
  add answered_at timestamptz check (isfinite(answered_at)),
  -- What the sources said, where the column beside it may not be before the call began.
  add reported_answered_at timestamptz check (isfinite(reported_answered_at)),
  add reported_ended_at timestamptz check (isfinite(reported_ended_at)),
  -- When the reports were made whose direction and numbers, user and conversation these are; null
  -- where a client stated them. That of the user is null, too, where it is that of the numbers.
  add identified_at timestamptz check (isfinite(identified_at)),
  add username_at timestamptz check (isfinite(username_at)),
  add conversation_at timestamptz check (isfinite(conversation_at)),
  -- The last sign of life of a call whose end is an estimate or not known.
  add alive_at timestamptz check (isfinite(alive_at)),
  add ring_seconds bigint,
  add talk_seconds bigint,
  add sip_code bigint,
  -- A bit for each fact that is a client's own word, which no report changes.
  add stated integer not null default 0,
  add hangup_cause text collate "C",
  add hangup_by text collate "C" check (hangup_by in ('caller', 'callee', 'system')),
  add end_source text collate "C"
    check (end_source in ('hangup', 'cdr', 'api', 'resync', 'timeout')),
  -- What sources say of the outcome in a word, and the status that a client stated.
  add outcome_said text collate "C",
  add status_stated text collate "C";

-- Calls from before were stated whole: whoever imported them meant their status and times. The
-- owner obeys row security like anyone, so it is lifted for the one statement. The bits are those
-- of rollcall.calls.Stated.
alter table calls no force row level security;
update calls
  set status_stated = status,
    stated = 128 + 16
      + case when started_at is not null then 2 else 0 end
      + case when ended_at is not null then 8 else 0 end
      + case when duration_seconds is not null then 32 else 0 end
      + case when conversation_id is not null then 1 else 0 end,
    end_source = case
      when ended_at is not null
        or status in ('completed', 'failed', 'busy', 'no_answer', 'cancelled') then 'api'
      end;
alter table calls force row level security;
