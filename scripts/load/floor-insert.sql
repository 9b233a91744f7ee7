-- One row like an event's.
INSERT INTO floor_journal (persistence_id, sequence_number, writer, write_timestamp, adapter_manifest,
  event_ser_id, event_ser_manifest, event_payload)
VALUES ('User|' || gen_random_uuid(), 1, '7b3c2f5e-1f0a-4a3e-9d7e-3b8f0c6a2d11', 1767225600000, '', 1001, '',
  convert_to('{"type":"user-created","firstName":"Load","lastName":"Test 1234","email":"run-0-1234@example.com","at":"2026-01-01T12:00:00Z","actor":"anonymous","commandId":"019b7e1a-2c00-7d3e-8f4a-5b6c7d8e9f01","requestId":"019b7e1a-2c00-7d3e-8f4a-5b6c7d8e9f02"}', 'UTF8'));
