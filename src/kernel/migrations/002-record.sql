-- A room: what is opened, shared and numbered together. Its row is the lock under which numbers are given.
create table kernel.room (
  organisation uuid not null references kernel.organisation,
  room text not null,
  sort text not null,
  number bigint not null default 0,
  head bytea not null default '\x0000000000000000000000000000000000000000000000000000000000000000',
  created_at timestamptz not null default now(),
  primary key (organisation, room)
);
select kernel.protect('kernel.room');

-- The state now: every field of every record that people decide, with the number that decided it: who and when stand in the history.
-- fields: {"status": {"value": "dead", "number": 12, "contested": […]}}
create table kernel.record (
  organisation uuid not null,
  room text not null,
  kind text not null,
  record text not null,
  fields jsonb not null,
  primary key (organisation, room, kind, record),
  foreign key (organisation, room) references kernel.room
);
select kernel.protect('kernel.record');

-- What was done, in order, for ever. hash = SHA-256(hash of the row before || canonical JSON of the entry).
create table kernel.history (
  organisation uuid not null,
  room text not null,
  number bigint not null,
  id uuid not null,
  by text not null,
  device text not null,
  at timestamptz not null,
  -- The entry as canonical JSON, its changes packed: the very bytes that were hashed.
  entry text not null,
  hash bytea not null,
  primary key (organisation, room, number),
  unique (organisation, room, id),
  foreign key (organisation, room) references kernel.room
);
select kernel.protect('kernel.history');
select kernel.append_only('kernel.history');
