-- Cards that a listener shows to others. Only adds.

-- card: exactly what is shown, as it was when it was shared; nothing else of the listener can be reached by it. token: what its
-- address ends in, too long to guess. A card that is withdrawn is deleted.
CREATE TABLE shares (
  id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id    uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  token      text NOT NULL UNIQUE,
  card       jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX shares_user ON shares (user_id, created_at DESC);

ALTER TABLE shares ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON shares USING (user_id = (SELECT sidetrack_user_id()) OR (SELECT sidetrack_serves_all()));
GRANT SELECT, INSERT, DELETE ON shares TO sidetrack_app;
