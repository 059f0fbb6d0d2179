-- What the tables of Kamailio lack for kamailio.cfg with WITH_DB. Run it once, after the files
-- standard-create.sql, acc-create.sql and dialog-create.sql that come with Kamailio.

alter table acc
    add column src_user varchar(128) not null default '',
    add column dst_user varchar(128) not null default '',
    add column auth varchar(128) not null default '',
    add column direction varchar(16) not null default '',
    -- When, in seconds since 1970 and microseconds: `time` is local and in whole seconds.
    add column time_attr integer not null default 0,
    add column time_exten integer not null default 0;

alter table missed_calls
    add column src_user varchar(128) not null default '',
    add column dst_user varchar(128) not null default '',
    add column auth varchar(128) not null default '',
    add column direction varchar(16) not null default '',
    add column time_attr integer not null default 0,
    add column time_exten integer not null default 0;

alter table acc_cdrs
    add column callid varchar(255) not null default '',
    add column caller varchar(128) not null default '',
    add column callee varchar(128) not null default '',
    add column sip_username varchar(128) not null default '',
    add column direction varchar(16) not null default '',
    add column outcome varchar(16) not null default '',
    add column sip_code varchar(3) not null default '',
    -- When, in seconds since 1970 with a fraction; empty for what did not happen.
    add column started_ts varchar(20) not null default '',
    add column rang_ts varchar(20) not null default '',
    add column answered_ts varchar(20) not null default '',
    add column end_ts varchar(20) not null default '';
