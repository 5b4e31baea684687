-- Changes of taste: what they are told from, what was found, and how far the weeks have been looked through. Only adds.

-- The watched axes of a week by class of evidence: see analysis (WeekEvidence). Null until the week is computed again.
ALTER TABLE weeks ADD COLUMN evidence jsonb;

-- A change of taste on one axis. week_start: the week in which there was evidence enough; since: the first week of the new level.
-- size, low, high: the new level less the usual one, with its 80 % interval. mean_before, mean_after, attribution: the plays of both
-- spans, and what moved them (see analysis, Attribution). regime: what the scores rested on. announced: found as its weeks passed; false
-- where it came to light because the past was filled in or scored anew. stands: still found; a dismissed one is kept when it is not, so
-- that it stays dismissed.
CREATE TABLE alerts (
  id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id       uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  axis          text NOT NULL,
  week_start    date NOT NULL,
  since         date NOT NULL,
  baseline_from date NOT NULL,
  direction     text NOT NULL CHECK (direction IN ('up', 'down')),
  size          real NOT NULL,
  low           real NOT NULL,
  high          real NOT NULL,
  mean_before   real,
  mean_after    real,
  attribution   jsonb NOT NULL,
  regime        text NOT NULL,
  announced     boolean NOT NULL,
  stands        boolean NOT NULL DEFAULT true,
  raised_at     timestamptz NOT NULL,
  dismissed_at  timestamptz,
  UNIQUE (user_id, axis, direction, week_start),
  CHECK (low <= size AND size <= high AND baseline_from < since AND since <= week_start)
);
ALTER TABLE alerts ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON alerts USING (user_id = (SELECT sidetrack_user_id()) OR (SELECT sidetrack_serves_all()));
GRANT SELECT, INSERT, UPDATE, DELETE ON alerts TO sidetrack_app;

-- How far a listener's weeks have been looked through. past: plays and means by axis and class of evidence of the weeks up to there, by
-- which it is seen that the past was filled in or scored anew.
CREATE TABLE alert_scans (
  user_id uuid PRIMARY KEY REFERENCES users ON DELETE CASCADE,
  through date NOT NULL,
  past    jsonb NOT NULL
);
ALTER TABLE alert_scans ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON alert_scans USING (user_id = (SELECT sidetrack_user_id()) OR (SELECT sidetrack_serves_all()));
GRANT SELECT, INSERT, UPDATE, DELETE ON alert_scans TO sidetrack_app;
