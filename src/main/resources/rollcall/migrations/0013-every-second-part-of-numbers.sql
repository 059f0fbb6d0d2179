-- Every second end of a number is enough to find it by any part, once the digit before each is known:
-- what does not begin one of them stands one digit before, with its first digit there. So a new
-- number of twelve digits costs 6 rows instead of 11. Behind the organisation the key has that
-- digit, since it is one, or one of ten, whatever is looked for.

alter table number_parts no force row level security;

create unlogged table whole_numbers as
  select organisation_id, substr(part, 2) as digits, number from number_parts where part like '^%';

truncate number_parts;
alter table number_parts drop constraint number_parts_pkey;
-- ^ before all digits.
alter table number_parts add before text collate "C" not null check (length(before) = 1);

-- The row of all digits, and the ends that follow the first, the third and so on, of two digits or
-- more.
insert into number_parts (organisation_id, before, part, number)
  select organisation_id,
      case n when 1 then '^' else substr(digits, n - 1, 1) end,
      case n when 1 then digits else substr(digits, n) end,
      number
    from whole_numbers,
      lateral (select 1 union all select generate_series(2, length(digits) - 1, 2)) as ends (n);

alter table number_parts add primary key (organisation_id, before, part, number);

alter table number_parts force row level security;

drop table whole_numbers;

-- Until the server would do so by itself, it would plan by what the old rows were.
analyze number_parts;
