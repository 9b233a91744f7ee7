-- Who may hold an e-mail address. Whether he does is for the journal to say: a claim is made before
-- the command whose event will take the address, so that no second command can.
CREATE TABLE email_claim (
  -- Normalised. NULL when given up: the row then only remembers its request.
  email text UNIQUE,
  user_id uuid NOT NULL,

  -- The command that claimed first, if its id came from a client: a create that is repeated is
  -- known by it, since the id of its user is not.
  request_id text UNIQUE,
  fingerprint text,
  claimed_at timestamptz NOT NULL DEFAULT now(),

  -- Commands that may still lead to an event with this address, until expires_at.
  pending text[] NOT NULL,
  expires_at timestamptz NOT NULL,

  -- The user's version up to which the claim was compared with the events.
  settled bigint NOT NULL DEFAULT 0,
  released_at timestamptz
) WITH (fillfactor = 80);

CREATE INDEX email_claim_user ON email_claim (user_id);
CREATE INDEX email_claim_released ON email_claim (released_at) WHERE released_at IS NOT NULL;
-- For the sweep. A b-tree here would be written with every claim, for the sake of the few it finds.
CREATE INDEX email_claim_expires ON email_claim USING brin (expires_at);
