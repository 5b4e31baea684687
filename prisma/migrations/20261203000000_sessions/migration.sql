-- Who is signed in to the dashboard of a hosted installation. Only adds; a laptop's table stays empty.
-- id: SHA-256 of what the browser's cookie holds, in hex, so that nobody who reads this table can sign in with it.
CREATE TABLE sessions (
  id         text PRIMARY KEY,
  user_id    uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX sessions_user ON sessions (user_id);
CREATE INDEX sessions_expiry ON sessions (expires_at);
ALTER TABLE sessions ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON sessions USING (user_id = (SELECT sidetrack_user_id()) OR (SELECT sidetrack_serves_all()));
GRANT SELECT, INSERT, UPDATE, DELETE ON sessions TO sidetrack_app;
