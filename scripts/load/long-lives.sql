-- Ten users with :length events each, nearly all of them changes of the name.
INSERT INTO event_journal (persistence_id, sequence_number, writer, write_timestamp, adapter_manifest,
  event_ser_id, event_ser_manifest, event_payload)
SELECT 'User|' || id, version, 'fill', extract(epoch FROM now()) * 1000, '', 1001, '', convert_to(
  CASE version
    WHEN 1 THEN format('{"type":"user-created","firstName":"Long","lastName":"Life","email":"life-%s@example.com","at":"%s",'
      '"actor":"anonymous","commandId":"c-1","requestId":"r-1"}', id, at)
    WHEN 2 THEN format('{"type":"user-welcomed","at":"%s","actor":"system:welcome","commandId":"welcome:%s"}', at, id)
    ELSE format('{"type":"user-updated","lastName":"Life %s","at":"%s","actor":"anonymous","commandId":"c-%1$s",'
      '"requestId":"r-%1$s"}', version, at)
  END, 'UTF8')
FROM (
  SELECT '01910000-0000-7000-8000-' || lpad((:length * 100 + n)::text, 12, '0') AS id,
    to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS at
  FROM generate_series(1, 10) n
) person, generate_series(1, :length) version
ORDER BY id, version;
