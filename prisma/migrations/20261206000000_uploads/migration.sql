-- Uploads that go on where they stopped. A row stands for a file that is on its way: so many of its bytes are kept, in the file
-- <id>.part of the data folder on a laptop, in import_chunks under the same id on a server. Once it is whole it becomes the
-- import of that id (or another one, where the same content was being imported already); the row stays for a day, so that who
-- did not hear the answer gets it again.
-- fingerprint: the sender's own, by which the same file is known again when it is chosen anew.
CREATE TABLE uploads (
  id          uuid PRIMARY KEY,
  user_id     uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  file_name   text NOT NULL,
  fingerprint text NOT NULL,
  bytes       bigint NOT NULL CHECK (bytes > 0),
  received    bigint NOT NULL DEFAULT 0 CHECK (received BETWEEN 0 AND bytes),
  pieces      integer NOT NULL DEFAULT 0,
  stored_path text,
  import_id   uuid,
  created_at  timestamptz NOT NULL DEFAULT now(),
  updated_at  timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX uploads_user ON uploads (user_id, updated_at);
ALTER TABLE uploads ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON uploads USING (user_id = (SELECT sidetrack_user_id()) OR (SELECT sidetrack_serves_all()));
GRANT SELECT, INSERT, UPDATE, DELETE ON uploads TO sidetrack_app;
