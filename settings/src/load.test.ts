import { describe, expect, test } from '@jest/globals';
import { loadSettings, requireSettings, SettingsError } from './load.ts';

const problemsOf = (env: Record<string, string>): readonly string[] => {
  try {
    loadSettings(env);
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
    throw error;
  }
  return [];
};

describe('loadSettings', () => {
  test('gives the defaults of an empty environment', () => {
    const settings = loadSettings({ HOME: '/home/ada' });
    expect(settings).toMatchObject({
      mode: 'laptop',
      host: '127.0.0.1',
      apiPort: 8000,
      sitePort: 8080,
      dataDir: '/home/ada/.local/share/sidetrack',
      cacheDir: '/home/ada/.cache/sidetrack',
      musicbrainzRate: 1,
      embeddingModels: ['musicnn-msd'],
      excerptFrom: 'middle',
      stems: false,
      ingestIntervalMinutes: 1,
      tagsIntervalMinutes: 30,
      aggregateIntervalMinutes: 1440,
    });
    expect(settings.databaseUrl).toBeUndefined();
  });

  test('reads text as numbers, lists, booleans and URLs without their last slash', () => {
    expect(
      loadSettings({
        SIDETRACK_API_PORT: '0',
        SIDETRACK_EMBEDDING_MODELS: 'musicnn-msd, clap',
        SIDETRACK_STEMS: 'yes',
        SIDETRACK_LISTENBRAINZ_URL: 'http://127.0.0.1:9/',
      }),
    ).toMatchObject({
      apiPort: 0,
      embeddingModels: ['musicnn-msd', 'clap'],
      stems: true,
      listenbrainzUrl: 'http://127.0.0.1:9',
    });
    expect(loadSettings({ SIDETRACK_EMBEDDING_MODELS: 'none' }).embeddingModels).toEqual([]);
  });

  test('counts an empty variable as not set', () => {
    expect(loadSettings({ SIDETRACK_LASTFM_API_KEY: '  ', SIDETRACK_API_PORT: '' })).toMatchObject({
      lastfmApiKey: undefined,
      apiPort: 8000,
    });
  });

  test('refuses an unknown name that is like none without a guess', () => {
    expect(problemsOf({ SIDETRACK_BANANA: '1' })).toEqual([
      'SIDETRACK_BANANA is not a setting of SideTrack. `sidetrack doctor` lists those there are.',
    ]);
  });

  test('refuses an unknown name and says which one was meant', () => {
    expect(problemsOf({ SIDETRACK_LISTENBRAINS_USER: 'ada' })).toEqual([
      'SIDETRACK_LISTENBRAINS_USER is not a setting of SideTrack. Did you mean SIDETRACK_LISTENBRAINZ_USER?',
    ]);
    expect(problemsOf({ SIDETRACK_TEST_DATABASE_URL: 'postgresql://x' })).toEqual([]);
  });

  test('tells every problem at once, in sentences', () => {
    expect(
      problemsOf({
        SIDETRACK_API_PORT: '99999',
        SIDETRACK_DATA_DIR: 'data',
        SIDETRACK_TIME_ZONE: 'Mars/Olympus',
        SIDETRACK_DEVICE: 'tpu',
        SIDETRACK_INGEST_INTERVAL_MINUTES: '-1',
      }),
    ).toEqual([
      'SIDETRACK_DATA_DIR is "data", but it must be an absolute path.',
      'SIDETRACK_API_PORT is "99999", but it must be a whole number from 0 to 65535.',
      'SIDETRACK_DEVICE is "tpu", but it must be one of auto, cpu, cuda.',
      'SIDETRACK_INGEST_INTERVAL_MINUTES is "-1", but it must be a whole number from 1 to 525600.',
      'SIDETRACK_TIME_ZONE is "Mars/Olympus", but it must be a time zone of the IANA database, such as Europe/Berlin.',
    ]);
  });

  test('never repeats a secret in a problem', () => {
    const [problem] = problemsOf({
      SIDETRACK_DATABASE_URL: 'mysql://ada:hunter2@db/x',
      SIDETRACK_SECRET_KEY: 'hunter2',
    });
    expect(
      problemsOf({ SIDETRACK_DATABASE_URL: 'mysql://ada:hunter2@db/x', SIDETRACK_SECRET_KEY: 'hunter2' }).join(),
    ).not.toContain('hunter2');
    expect(problem).toMatch(/^SIDETRACK_DATABASE_URL is not usable: it must be a URL such as postgresql:/);
  });

  test('refuses settings that contradict each other', () => {
    expect(problemsOf({ SIDETRACK_MUSICBRAINZ_RATE: '5' })[0]).toMatch(/one request a second/);
    expect(problemsOf({ SIDETRACK_MUSICBRAINZ_RATE: '5', SIDETRACK_MUSICBRAINZ_URL: 'http://mirror.example' })).toEqual(
      [],
    );
    expect(problemsOf({ SIDETRACK_GOOGLE_CLIENT_ID: 'x' })[0]).toMatch(/belong together/);
    expect(problemsOf({ SIDETRACK_API_PORT: '8080' })[0]).toMatch(/two different ports/);
  });

  test('asks for what sign-in needs where it is offered, and for none of it on a laptop', () => {
    const google = { SIDETRACK_GOOGLE_CLIENT_ID: 'x', SIDETRACK_GOOGLE_CLIENT_SECRET: 'y' };
    const hosted = { ...google, SIDETRACK_MODE: 'hosted' };
    const whole = { ...hosted, SIDETRACK_SECRET_KEY: 'k'.repeat(32), SIDETRACK_PUBLIC_URL: 'https://music.example' };
    expect(problemsOf(google)).toEqual([]);
    expect(problemsOf(hosted)).toEqual([
      expect.stringContaining('SIDETRACK_PUBLIC_URL'),
      expect.stringContaining('SIDETRACK_SECRET_KEY'),
    ]);
    expect(problemsOf({ ...whole, SIDETRACK_PUBLIC_URL: 'http://music.example' })[0]).toMatch(/https only/);
    expect(problemsOf({ ...whole, SIDETRACK_PUBLIC_URL: 'http://127.0.0.1:8080' })).toEqual([]);
    expect(problemsOf({ SIDETRACK_GOOGLE_ISSUER: 'http://accounts.example' })[0]).toMatch(/https:/);
    expect(problemsOf(whole)).toEqual([]);
  });

  test('reads who may sign up, and never prints it', () => {
    expect(
      loadSettings({ SIDETRACK_SIGN_UP_ALLOW: 'Ada@Example.org\n@music.example # the band\n\n# nobody else' }),
    ).toMatchObject({ signUpAllow: ['ada@example.org', '@music.example'] });
    expect(loadSettings({ SIDETRACK_SIGN_UP_ALLOW: '*' }).signUpAllow).toEqual(['*']);
    const [problem] = problemsOf({ SIDETRACK_SIGN_UP_ALLOW: 'ada@example.org, everybody' });
    expect(problem).toMatch(/e-mail addresses, @domains or \*/);
    expect(problem).not.toContain('ada');
  });
});

test('requireSettings names what a program cannot run without', () => {
  expect(() => requireSettings(loadSettings({}), 'databaseUrl', 'temporalAddress')).toThrow(
    /SIDETRACK_DATABASE_URL is not set[^]*SIDETRACK_TEMPORAL_ADDRESS is not set/,
  );
  expect(
    requireSettings(loadSettings({ SIDETRACK_TEMPORAL_ADDRESS: '127.0.0.1:7233' }), 'temporalAddress').temporalAddress,
  ).toBe('127.0.0.1:7233');
});
