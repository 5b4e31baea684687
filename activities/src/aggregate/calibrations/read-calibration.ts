import { parseCalibration, type Calibration } from '@sidetrack/analysis';
import { readCalibrations, type Sql } from '@sidetrack/prisma';

/** How a listener hears each axis that they have labelled; empty without labels. */
export async function readCalibration(tx: Sql, userId: string): Promise<Calibration> {
  return parseCalibration(await readCalibrations(tx, userId));
}
