-- What a field of kernel.record holds: {"status": {"value": "dead", "number": 12, "contested": […]}}. Who decided it, when and on which
-- device is in the history row of that number.

-- Adds entries to a room that is still at the number its writer knew. The update of the room's row is the lock under which numbers are
-- given: a writer that waited for it finds another number and is told so. An entry that is already in the history is never added again.
-- It announces nothing: a notice inside the transaction would let one commit of the whole installation reach the disk at a time.
-- records: [["module", "S3-12", {"status": {…}}], …], each record once.
create function kernel.append(
  into_organisation uuid, into_room text, known_number bigint, new_head text, ids uuid[], people text[], devices text[],
  instants timestamptz[], entries text[], hashes text[], records jsonb
) returns jsonb language plpgsql as $$
declare
  known jsonb;
  new_number bigint := known_number + cardinality(ids);
begin
  select jsonb_object_agg(h.id, h.number) into known
    from kernel.history h where h.organisation = into_organisation and h.room = into_room and h.id = any (ids);
  if known is not null then
    return jsonb_build_object('known', known);
  end if;
  update kernel.room set number = new_number, head = decode(new_head, 'hex')
    where organisation = into_organisation and room = into_room and number = known_number;
  if not found then
    return jsonb_build_object('moved', true);
  end if;
  insert into kernel.history (organisation, room, number, id, by, device, at, entry, hash)
    select into_organisation, into_room, known_number + e.place, e.id, e.person, e.device, e.at, e.entry, decode(e.hash, 'hex')
    from unnest(ids, people, devices, instants, entries, hashes) with ordinality as e (id, person, device, at, entry, hash, place);
  insert into kernel.record as present (organisation, room, kind, record, fields)
    select into_organisation, into_room, r.one ->> 0, r.one ->> 1, r.one -> 2 from jsonb_array_elements(records) as r (one)
    on conflict (organisation, room, kind, record) do update set fields = present.fields || excluded.fields;
  return jsonb_build_object('taken', true);
end $$;

-- The same as a transaction of its own, in one round trip: the role and the organisation end with the statement.
create function kernel.append_alone(
  into_organisation uuid, into_room text, known_number bigint, new_head text, ids uuid[], people text[], devices text[],
  instants timestamptz[], entries text[], hashes text[], records jsonb
) returns jsonb language plpgsql as $$
begin
  perform set_config('role', 'courant_app', true), set_config('app.organisation', into_organisation::text, true);
  return kernel.append(into_organisation, into_room, known_number, new_head, ids, people, devices, instants, entries, hashes, records);
end $$;
