-- What a camera or an instrument made, under the SHA-256 of its bytes. The bytes themselves are in the file store.
create table kernel.file (
  organisation uuid not null references kernel.organisation,
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  size bigint not null,
  type text not null,
  name text not null,
  -- The camera's own clock, with its offset from Greenwich when it says one: '2025-03-04T22:15:07+01:00'.
  taken_at text,
  orientation smallint,
  width integer,
  height integer,
  -- Whether the original says where it was taken, and the place itself when the person chose to keep it.
  located boolean not null default false,
  place jsonb,
  by text not null,
  at timestamptz not null default now(),
  primary key (organisation, hash)
);
select kernel.protect('kernel.file');

-- The rooms a file was brought into: somebody invited to one room sees its files and no others.
create table kernel.file_room (
  organisation uuid not null,
  hash text not null,
  room text not null,
  primary key (organisation, hash, room),
  foreign key (organisation, hash) references kernel.file
);
select kernel.protect('kernel.file_room');

-- A file on its way: the chunks that came so far are in the file store.
create table kernel.upload (
  organisation uuid not null references kernel.organisation,
  id uuid not null,
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  size bigint not null,
  received bigint not null default 0,
  -- Length of each chunk, in order.
  chunks integer[] not null default '{}',
  name text not null,
  picture boolean not null,
  keep_place boolean not null,
  room text not null,
  by text not null,
  expires_at timestamptz not null,
  primary key (organisation, id),
  unique (organisation, hash, by, room)
);
select kernel.protect('kernel.upload');
