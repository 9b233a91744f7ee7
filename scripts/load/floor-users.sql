-- Rows like those of the read side, as many as there are hot users.
CREATE TABLE floor_user AS
SELECT ('01900000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid AS user_id, 2 AS version, 'active' AS status,
  'Ann' AS first_name, 'Maberlin' AS last_name, 'r1767225600-0-' || n || '@example.com' AS email,
  now() AS created_at, now() AS updated_at
FROM generate_series(1, 5000) n;
ALTER TABLE floor_user ADD PRIMARY KEY (user_id);
