-- Users :first to :last as their events, each created and at once welcomed, as if the service had stored them.
INSERT INTO event_journal (persistence_id, sequence_number, writer, write_timestamp, adapter_manifest,
  event_ser_id, event_ser_manifest, event_payload)
SELECT 'User|' || id, version, 'fill', extract(epoch FROM now()) * 1000, '', 1001, '', convert_to(payload, 'UTF8')
FROM (
  SELECT n, '01900000-0000-7000-8000-' || lpad(n::text, 12, '0') AS id,
    (ARRAY['Ann','Bob','Cleo','Dan','Eve','Finn','Gus','Hana','Ida','Jon'])[1 + n % 10] AS first_name,
    initcap(syllable[1 + n / 10 % 10] || syllable[1 + n / 100 % 10] || syllable[1 + n / 1000 % 10]) AS last_name,
    to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS at
  FROM generate_series(:first, :last) n,
    (SELECT ARRAY['ma','ber','lin','sto','ker','dan','vol','ri','sha','tu'] AS syllable) names
) person
CROSS JOIN LATERAL (VALUES
  (1, format('{"type":"user-created","firstName":"%s","lastName":"%s","email":"fill-%s@example.com","at":"%s",'
    '"actor":"anonymous","commandId":"fill-%s","requestId":"fill-%s"}', first_name, last_name, n, at, n, n)),
  (2, format('{"type":"user-welcomed","at":"%s","actor":"system:welcome","commandId":"welcome:%s"}', at, id))
) event (version, payload)
ORDER BY n, version;
