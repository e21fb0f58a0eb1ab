-- Accounts of the installation. Who signs in is known before an organisation is, so an organisation never sees these tables.
create table kernel.person (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  email text not null unique,
  email_verified boolean not null,
  image text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
select kernel.restrict('kernel.person');

create table kernel.session (
  id uuid primary key default gen_random_uuid(),
  person uuid not null references kernel.person on delete cascade,
  token text not null unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null
);
create index session_person on kernel.session (person);
select kernel.restrict('kernel.session');

create table kernel.credential (
  id uuid primary key default gen_random_uuid(),
  person uuid not null references kernel.person on delete cascade,
  account_id text not null,
  provider_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null
);
create index credential_person on kernel.credential (person);
select kernel.restrict('kernel.credential');

-- Challenges of passkeys, for the minutes that a ceremony takes.
create table kernel.verification (
  id uuid primary key default gen_random_uuid(),
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index verification_identifier on kernel.verification (identifier);
select kernel.restrict('kernel.verification');

create table kernel.passkey (
  id uuid primary key default gen_random_uuid(),
  person uuid not null references kernel.person on delete cascade,
  name text,
  public_key text not null,
  credential_id text not null,
  counter integer not null,
  device_type text not null,
  backed_up boolean not null,
  transports text,
  aaguid text,
  created_at timestamptz
);
create index passkey_person on kernel.passkey (person);
create index passkey_credential on kernel.passkey (credential_id);
select kernel.restrict('kernel.passkey');

-- A person in an organisation, with the name that its history shows. Leaving keeps the row: history goes on naming its authors.
create table kernel.member (
  organisation uuid not null references kernel.organisation,
  person uuid not null,
  name text not null,
  role text not null,
  language text,
  since timestamptz not null default now(),
  left_at timestamptz,
  primary key (organisation, person)
);
create index member_person on kernel.member (person);
select kernel.protect('kernel.member');

create table kernel.api_key (
  organisation uuid not null references kernel.organisation,
  id uuid not null,
  name text not null,
  -- SHA-256 of the key: the key itself is shown once and kept nowhere.
  secret bytea not null,
  role text not null,
  created_at timestamptz not null default now(),
  created_by text,
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (organisation, id)
);
create index api_key_secret on kernel.api_key (secret);
select kernel.protect('kernel.api_key');

-- A link that works once. `member` makes an account, `room` opens one room to whoever holds the link, `password` sets a new password.
create table kernel.invitation (
  organisation uuid not null references kernel.organisation,
  id uuid not null,
  kind text not null check (kind in ('member', 'room', 'password')),
  secret bytea not null,
  role text,
  room text,
  scope text,
  person uuid,
  email text,
  name text,
  title text,
  created_at timestamptz not null default now(),
  created_by text,
  expires_at timestamptz not null,
  used_at timestamptz,
  used_by uuid,
  revoked_at timestamptz,
  primary key (organisation, id)
);
create index invitation_secret on kernel.invitation (secret);
select kernel.protect('kernel.invitation');

-- One room opened to one person, on top of the role.
create table kernel.grant (
  organisation uuid not null references kernel.organisation,
  room text not null,
  person uuid not null,
  scope text not null,
  given_at timestamptz not null default now(),
  given_by text,
  expires_at timestamptz,
  primary key (organisation, room, person)
);
create index grant_person on kernel.grant (organisation, person);
select kernel.protect('kernel.grant');

-- A browser that was let in: the session of a member, or a tablet named by whoever used a link. A revoked row stays, so that the
-- browser can be told at its next contact to wipe what it keeps.
create table kernel.device (
  organisation uuid not null references kernel.organisation,
  id uuid not null,
  by text not null check (by in ('session', 'link')),
  secret bytea not null,
  person uuid not null,
  person_name text not null,
  name text not null,
  invitation uuid,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz,
  revoked_at timestamptz,
  wiped_at timestamptz,
  primary key (organisation, id)
);
create index device_secret on kernel.device (secret);
create index device_person on kernel.device (organisation, person);
select kernel.protect('kernel.device');

-- What was done outside rooms: people, keys, exports, settings.
create table kernel.activity (
  organisation uuid not null references kernel.organisation,
  id bigint generated always as identity,
  at timestamptz not null default now(),
  actor text not null,
  actor_name text not null,
  action text not null,
  thing text,
  details jsonb not null default '{}',
  primary key (organisation, id)
);
select kernel.protect('kernel.activity');
select kernel.append_only('kernel.activity');
