import { startKilledImports, type KilledImports } from './support/killed-imports.ts';

let imports: KilledImports;
beforeAll(async () => void (imports = await startKilledImports()), 120_000);
afterAll(() => imports.stop());

test('kill -9 of an import at three moments, and of the database: the end is that of an undisturbed one', async () => {
  const { seconds, state } = await imports.undisturbed();
  expect(state).toMatchObject({ receipt: { state: 'done', rows_read: 60_000 } });
  const at = (share: number, database = false) => ({ seconds: seconds * share, database });
  expect(await imports.killedAt([at(0.35), at(0.5), at(0.6)])).toEqual(state);
  expect(await imports.killedAt([at(0.55, true)])).toEqual(state);
}, 300_000);
