-- One user by its key.
\set n random(1, 5000)
SELECT * FROM floor_user WHERE user_id = ('01900000-0000-7000-8000-' || lpad((:n)::text, 12, '0'))::uuid;
