-- Tries to sign in that were not known to be right, by the address they came from: every node counts the same ones.
create table kernel.wrong_try (
  id uuid primary key default gen_random_uuid(),
  place text not null,
  at timestamptz not null default now()
);
create index wrong_try_place on kernel.wrong_try (place, at);
create index wrong_try_at on kernel.wrong_try (at);
select kernel.restrict('kernel.wrong_try');
