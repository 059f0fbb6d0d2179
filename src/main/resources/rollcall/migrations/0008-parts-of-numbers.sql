-- What finds a number by a part of it, however it is written, and the country whose way of writing
-- numbers is an organisation's own.

-- An ISO 3166 code of two letters; which there are, the program knows.
alter table organisations
  add default_country text collate "C" check (default_country ~ '^[A-Z]{2}$');

-- For each number that calls of an organisation hold, as they hold it: each end of its digits that
-- has three or more of them, and all of them behind a ^, which stands for their start. So what is
-- looked for is always the beginning of a part: a range, whose operators are leakproof, as those of
-- trigrams and of LIKE are not. No foreign key, as each row would pay for it.
create table number_parts (
  organisation_id uuid not null,
  part text collate "C" not null,
  number text collate "C" not null
)
partition by hash (organisation_id);

do $$
begin
  for remainder in 0..31 loop
    execute format(
      'create table %I partition of number_parts for values with (modulus 32, remainder %s)',
      'number_parts_' || to_char(remainder, 'FM00'), remainder);
  end loop;
end
$$;

-- Those of the calls that are there. The owner obeys row security like anyone, so it is lifted for
-- the one statement. What the digits of a number are is said by rollcall.numbers.PhoneNotation.
alter table calls no force row level security;
insert into number_parts (organisation_id, part, number)
  select organisation_id,
      case n when 0 then '^' || digits else substr(digits, n) end,
      number
    from (
      select organisation_id,
          number,
          regexp_replace(left(regexp_replace(regexp_replace(regexp_replace(regexp_replace(number,
            '^.*?(sips?|tel):', '', 'i'), '[@;>?].*', ''), '^([^(0-9]*[0-9][^(]*)\(0\)', '\1'),
            '[^0-9]', '', 'g'), 40), '^00([1-9])', '\1') as digits
        from (
          select organisation_id, from_number as number from calls
          union
          select organisation_id, to_number from calls) as numbers) as known,
      generate_series(0, greatest(length(digits) - 2, 0)) as n
    where digits <> '';
alter table calls force row level security;

alter table number_parts add primary key (organisation_id, part, number);

do $$
declare
  tenant_table regclass;
begin
  for tenant_table in
    select c.oid from pg_class c
      where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p')
        and c.relname ~ '^number_parts(_\d\d)?$'
  loop
    execute format('alter table %s enable row level security', tenant_table);
    execute format('alter table %s force row level security', tenant_table);
    execute format(
      'create policy tenant on %s'
      ' using (organisation_id = nullif(current_setting(''rollcall.organisation_id'', true), '''')::uuid)'
      ' with check (organisation_id'
      ' = nullif(current_setting(''rollcall.organisation_id'', true), '''')::uuid)',
      tenant_table);
  end loop;
end
$$;

grant select, insert on number_parts to rollcall_service;
