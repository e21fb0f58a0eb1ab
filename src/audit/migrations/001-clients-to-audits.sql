create schema audit;
select kernel.open_schema('audit');

-- Numbers that people read and other programs send are counted in each organisation from 1: they tell nothing of the others.
create table audit.counter (
  organisation uuid not null references kernel.organisation,
  thing text not null,
  last integer not null,
  primary key (organisation, thing)
);
select kernel.protect('audit.counter');

create table audit.client (
  organisation uuid not null references kernel.organisation,
  id integer not null,
  name text not null,
  kind text not null default 'professional',
  status text not null default 'active',
  siret text,
  address text,
  postal_code text,
  city text,
  country text,
  contact_name text,
  contact_email text,
  contact_phone text,
  notes text,
  -- Makes an import done twice find what it made the first time.
  imported_as text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  archived_at timestamptz,
  primary key (organisation, id),
  unique (organisation, imported_as)
);
select kernel.protect('audit.client');

create table audit.project (
  organisation uuid not null,
  id integer not null,
  client integer not null,
  name text not null,
  site_address text,
  latitude double precision,
  longitude double precision,
  module_model text,
  module_power_wp double precision,
  pv_config jsonb,
  notes text,
  status text not null default 'active',
  imported_as text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  archived_at timestamptz,
  primary key (organisation, id),
  foreign key (organisation, client) references audit.client,
  unique (organisation, imported_as)
);
create index project_of_client on audit.project (organisation, client);
select kernel.protect('audit.project');

create table audit.intervention (
  organisation uuid not null,
  id integer not null,
  project integer not null,
  day date not null,
  type text not null,
  status text not null default 'scheduled',
  notes text,
  imported_as text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  archived_at timestamptz,
  primary key (organisation, id),
  foreign key (organisation, project) references audit.project,
  unique (organisation, imported_as)
);
create index intervention_of_project on audit.intervention (organisation, project);
create index intervention_by_day on audit.intervention (organisation, day);
select kernel.protect('audit.intervention');

-- The master row of an audit. What people decide in it is in the room of the same name.
create table audit.audit (
  organisation uuid not null,
  id integer not null,
  token text not null,
  intervention integer not null,
  name text not null,
  status text not null default 'created',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  archived_at timestamptz,
  primary key (organisation, id),
  unique (organisation, token),
  foreign key (organisation, intervention) references audit.intervention,
  foreign key (organisation, token) references kernel.room
);
create index audit_of_intervention on audit.audit (organisation, intervention);
select kernel.protect('audit.audit');

-- A tablet of the older collaboration protocol: the name it gives its user, and how far it was told what the others did.
create table audit.polling_device (
  organisation uuid not null,
  token text not null,
  person text not null,
  device text not null,
  technician text not null,
  name text not null,
  -- It names modules by running number (M050).
  running_numbers boolean not null default false,
  -- Last number of the room that it certainly has, the one sent since, the question that was answered then, and the two last answers.
  received bigint,
  sent bigint,
  asked_since double precision,
  answered_at timestamptz,
  answered_before timestamptz,
  seen_at timestamptz not null default now(),
  primary key (organisation, token, person, device),
  foreign key (organisation, token) references kernel.room
);
select kernel.protect('audit.polling_device');

-- Modules as other programs want to read them in SQL: one row a module that was decided, under the reader's own organisation.
create view audit.el_module with (security_invoker = true) as
select r.organisation, r.room as audit_token, r.record as module_identifier,
  split_part(substr(r.record, 2), '-', 1)::integer as string_number,
  split_part(r.record, '-', 2)::integer as position_in_string,
  r.fields #>> '{status,value}' as status,
  (r.fields #>> '{status,number}')::bigint as decided_under
from kernel.record r where r.kind = 'module';

-- Strings of the configuration as it stands.
create view audit.plant_string with (security_invoker = true) as
select r.organisation, r.room as audit_token, r.record::integer as string_number, (r.fields #>> '{count,value}')::integer as modules
from kernel.record r
where r.kind = 'string' and r.fields #>> '{count,value}' is not null and coalesce(r.fields #>> '{deleted,value}', 'false') <> 'true';
