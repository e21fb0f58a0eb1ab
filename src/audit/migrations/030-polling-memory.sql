-- What is remembered of who asks by the instant of their own clock, in the shape of `PollingMemory`. The columns of the former memory stay
-- as they are and are written no more.
alter table audit.polling_device add column memory jsonb;
-- Not known before the tablet has named a module.
alter table audit.polling_device alter column running_numbers drop default;
alter table audit.polling_device alter column running_numbers drop not null;
