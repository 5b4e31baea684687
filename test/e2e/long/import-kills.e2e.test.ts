import { seededRandom } from '@sidetrack/analysis';
import { startKilledImports, type KilledImports } from '../support/killed-imports.ts';

const KILLS = 50;

let imports: KilledImports;
beforeAll(async () => void (imports = await startKilledImports()), 120_000);
afterAll(() => imports.stop());

test('kill -9 at fifty random moments of an import, every tenth of the database: the end is always that of an undisturbed one', async () => {
  const { seconds, state } = await imports.undisturbed();
  // The same moments in every run, as shares of the time that an import takes here.
  const random = seededRandom(20_261_211);
  for (let kill = 0; kill < KILLS; kill += 1) {
    // Before a fifth of the time the process is not up yet.
    const moment = { seconds: seconds * (0.2 + 0.8 * random()), database: kill % 10 === 9 };
    expect({ kill, state: await imports.killedAt([moment]) }).toEqual({ kill, state });
  }
}, 1_800_000);
