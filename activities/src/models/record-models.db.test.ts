import { activityDeps, createTestDatabase, type TestDatabase } from '@sidetrack/test';
import { recordModels } from './record-models.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const written = () =>
  database.db.asService((tx) =>
    tx.query('SELECT name, licence, gives, is_bundled, in_use FROM installed_models ORDER BY name'),
  );

test('the models of this process stand in the place of those of an earlier one, also when several write at once', async () => {
  const deps = activityDeps(database.db);
  await database.db.asService((tx) =>
    tx.query(
      `INSERT INTO installed_models (name, version, description, licence, source, gives, is_bundled, in_use) VALUES ('gone', '1', '', '', '', '{}', false, true)`,
    ),
  );
  await Promise.all([recordModels(deps), recordModels(deps), recordModels(deps)]);
  const inUse = deps.settings.embeddingModels.includes('musicnn-msd');
  expect(await written()).toEqual([
    { name: 'musicnn-msd', licence: 'ISC', gives: ['embedding', 'tags'], is_bundled: true, in_use: inUse },
    { name: 'musicnn-mtt', licence: 'ISC', gives: ['embedding', 'tags'], is_bundled: true, in_use: false },
  ]);
});
