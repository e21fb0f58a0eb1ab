-- Two roles that own nothing. `courant_app` sees one organisation at a time; `courant_system` sees all of them, for sign-in and upkeep.
do $$ begin create role courant_app nologin; exception when duplicate_object or unique_violation then null; end $$;
do $$ begin create role courant_system nologin; exception when duplicate_object or unique_violation then null; end $$;
do $$ begin execute format('grant courant_app, courant_system to %I', current_user); exception when others then null; end $$;

-- Opens a schema to the two roles, its future tables and sequences included.
create function kernel.open_schema(name text) returns void language plpgsql as $$
begin
  execute format('grant usage on schema %I to courant_app, courant_system', name);
  execute format('alter default privileges in schema %I grant select, insert, update, delete on tables to courant_app, courant_system', name);
  execute format('alter default privileges in schema %I grant usage, select on sequences to courant_app, courant_system', name);
end $$;

-- A table of an organisation: its rows are seen and written under that organisation alone. The column is called `organisation`.
create function kernel.protect(target regclass) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy own_organisation on %s to courant_app
    using (organisation = (select nullif(current_setting(''app.organisation'', true), '''')::uuid))
    with check (organisation = (select nullif(current_setting(''app.organisation'', true), '''')::uuid))', target);
  execute format('create policy whole_system on %s to courant_system using (true) with check (true)', target);
end $$;

-- A table of the installation (accounts, sessions): never seen from inside an organisation.
create function kernel.restrict(target regclass) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy whole_system on %s to courant_system using (true) with check (true)', target);
  execute format('revoke all on %s from courant_app', target);
end $$;

-- Rows that are evidence: they are added and never changed.
create function kernel.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'rows of % are never changed', tg_table_name using errcode = 'restrict_violation';
end $$;
create function kernel.append_only(target regclass) returns void language plpgsql as $$
begin
  execute format('create trigger append_only before update or delete on %s for each statement execute function kernel.refuse_change()', target);
end $$;

select kernel.open_schema('kernel');
grant select on kernel.migration to courant_system;
select kernel.restrict('kernel.migration');

create table kernel.organisation (
  organisation uuid primary key,
  name text not null unique,
  created_at timestamptz not null default now()
);
select kernel.protect('kernel.organisation');
