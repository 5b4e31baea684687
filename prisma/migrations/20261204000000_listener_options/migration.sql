-- What a listener sets for themselves, and what an installation can measure with. Only adds.

-- The zones in which a listener's weeks began before the present one (users.time_zone, from users.time_zone_since on), each from its
-- date to the next.
CREATE TABLE former_time_zones (
  user_id   uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  since     date NOT NULL,
  time_zone text NOT NULL,
  PRIMARY KEY (user_id, since)
);
ALTER TABLE former_time_zones ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON former_time_zones USING (user_id = (SELECT sidetrack_user_id()) OR (SELECT sidetrack_serves_all()));
GRANT SELECT, INSERT, UPDATE, DELETE ON former_time_zones TO sidetrack_app;

-- The models that the newest worker that measures audio has at hand, so that the dashboard can tell without seeing their folder.
-- gives: embedding, tags, axes, stems, words. in_use: audio is measured with it. Shared: it names no listener.
CREATE TABLE installed_models (
  name        text PRIMARY KEY,
  version     text NOT NULL,
  description text NOT NULL,
  licence     text NOT NULL,
  source      text NOT NULL,
  gives       text[] NOT NULL,
  is_bundled  boolean NOT NULL,
  in_use      boolean NOT NULL
);
GRANT SELECT, INSERT, UPDATE, DELETE ON installed_models TO sidetrack_app;
