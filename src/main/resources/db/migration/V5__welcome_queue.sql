-- Users to be welcomed: those whose mail is to be sent, and those for whom something went wrong.
CREATE TABLE welcome_queue (
  user_id uuid PRIMARY KEY,
  attempts integer NOT NULL DEFAULT 0,
  -- Also the lease of the node that is at it: it goes on from here if that node dies.
  next_attempt_at timestamptz NOT NULL DEFAULT now(),
  -- What went wrong last. A code, never the server's words: they tend to name the address.
  last_error text,
  -- The address was refused for good: nothing is tried until the user has another one.
  refused boolean NOT NULL DEFAULT false
);

CREATE INDEX welcome_queue_due ON welcome_queue (next_attempt_at) WHERE NOT refused;
