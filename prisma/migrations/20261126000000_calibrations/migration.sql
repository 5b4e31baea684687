-- How a listener hears each axis, fitted to their labels: parameters and the labelled tracks, never a copy of all scores.
-- parameters: see analysis (AxisCalibration). A row is there as long as a label of the axis is.
CREATE TABLE calibrations (
  user_id    uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  axis       text NOT NULL,
  parameters jsonb NOT NULL,
  fitted_at  timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (user_id, axis)
);
ALTER TABLE calibrations ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON calibrations USING (user_id = (SELECT sidetrack_user_id()) OR (SELECT sidetrack_serves_all()));
GRANT SELECT, INSERT, UPDATE, DELETE ON calibrations TO sidetrack_app;
