-- A report as it was frozen: the facts at one number of the room, never edited. A later revision names the one it takes the place of.
create table audit.report (
  organisation uuid not null,
  id uuid not null,
  audit text not null,
  kind text not null default 'el',
  state text not null check (state in ('draft', 'issued')),
  -- Of issued reports, counted from 1 in each audit; a draft bears the number it would get.
  revision integer not null check (revision >= 1),
  language text not null check (language in ('fr', 'en')),
  created_at timestamptz not null,
  by text not null,
  by_name text not null,
  -- Last number of the room taken into account, and the head of its chain.
  number bigint not null,
  head text not null,
  -- The frozen facts, the very characters.
  facts text not null,
  reason text,
  replaces uuid,
  primary key (organisation, id),
  foreign key (organisation, audit) references kernel.room,
  foreign key (organisation, replaces) references audit.report
);
create unique index report_revision on audit.report (organisation, audit, kind, revision) where state = 'issued';
create index report_of_audit on audit.report (organisation, audit, created_at);
select kernel.protect('audit.report');
select kernel.append_only('audit.report');

-- How far the printing of a report is, and what came of it.
create table audit.report_printing (
  organisation uuid not null,
  report uuid not null,
  step text not null default 'waiting' check (step in ('waiting', 'pictures', 'laying-out', 'writing', 'done', 'failed')),
  progress double precision not null default 0,
  -- SHA-256 of the printed pictures by that of their original; null where the original could not be shown. Settled before the first print.
  pictures jsonb,
  -- SHA-256 of the PDF in the file store.
  file text,
  pages integer,
  primary key (organisation, report),
  foreign key (organisation, report) references audit.report
);
select kernel.protect('audit.report_printing');
