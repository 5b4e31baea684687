import type { z } from 'zod';
import { nearestName } from './nearest-name.ts';
import { isGuarded } from './parsers.ts';
import type { Env, Setting } from './table.ts';
import { settingsTable } from './table.ts';

type Table = typeof settingsTable;
type Value<Row> =
  Row extends Setting<infer Schema, infer Required>
    ? Required extends true
      ? z.output<Schema>
      : z.output<Schema> | undefined
    : never;

/** One property for each row of the table (`SIDETRACK_API_PORT` is `apiPort`); undefined where it is optional and not set. */
export type Settings = { readonly [Key in keyof Table]: Value<Table[Key]> };

/** Some settings are wrong or missing; `problems` holds a sentence for each of them. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

/**
 * Reads and checks every `SIDETRACK_*` variable; an empty one counts as not set. Variables that begin with
 * `SIDETRACK_TEST_` belong to the project's tests and are passed over.
 * @throws {SettingsError} naming every variable that is unknown, malformed or contradicted by another one
 */
export function loadSettings(env: Env): Settings {
  const problems = unknownNames(env);
  const values = Object.entries<Setting>(settingsTable).map(
    ([key, setting]) => [key, read(setting, env, problems)] as const,
  );
  if (problems.length > 0) throw new SettingsError(problems);
  const settings = Object.fromEntries(values) as Settings;
  const contradictions = findContradictions(settings);
  if (contradictions.length > 0) throw new SettingsError(contradictions);
  return settings;
}

/**
 * The settings with the named ones known to be set: what a program asks for that cannot run without them.
 * @throws {SettingsError} naming every one that is not set
 */
export function requireSettings<Key extends keyof Settings>(
  settings: Settings,
  ...keys: Key[]
): Settings & { [K in Key]: NonNullable<Settings[K]> } {
  const missing = keys.filter((key) => settings[key] === undefined).map((key) => settingsTable[key]);
  if (missing.length > 0)
    throw new SettingsError(missing.map(({ name, purpose }) => `${name} is not set and is needed here: ${purpose}.`));
  return settings as Settings & { [K in Key]: NonNullable<Settings[K]> };
}

function read({ name, schema, shown, fallback }: Setting, env: Env, problems: string[]): unknown {
  const given = env[name]?.trim();
  const value = given === undefined || given === '' ? fallback?.(env) : given;
  if (value === undefined) return undefined;
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const found = shown === 'plain' ? `is "${value}", but` : 'is not usable:';
  problems.push(`${name} ${found} it must be ${parsed.error.issues[0]?.message ?? 'something else'}.`);
  return undefined;
}

function unknownNames(env: Env): string[] {
  const known = Object.values<Setting>(settingsTable).map(({ name }) => name);
  return Object.keys(env)
    .filter((name) => name.startsWith(PREFIX) && !name.startsWith('SIDETRACK_TEST_') && !known.includes(name))
    .sort()
    .map((name) => {
      const near = nearestName(name, known, PREFIX);
      const hint = near === null ? '`sidetrack doctor` lists those there are.' : `Did you mean ${near}?`;
      return `${name} is not a setting of SideTrack. ${hint}`;
    });
}

const PREFIX = 'SIDETRACK_';

function findContradictions(settings: Settings): string[] {
  const problems: string[] = [];
  if (new URL(settings.musicbrainzUrl).hostname === 'musicbrainz.org' && settings.musicbrainzRate > 1) {
    problems.push(
      'SIDETRACK_MUSICBRAINZ_RATE is above 1, but musicbrainz.org allows one request a second. Lower it, or set SIDETRACK_MUSICBRAINZ_URL to a mirror of your own.',
    );
  }
  if ((settings.googleClientId === undefined) !== (settings.googleClientSecret === undefined)) {
    problems.push(
      'SIDETRACK_GOOGLE_CLIENT_ID and SIDETRACK_GOOGLE_CLIENT_SECRET belong together: set both or neither.',
    );
  }
  problems.push(...signInProblems(settings));
  if (settings.lastfmApiSecret !== undefined && settings.lastfmApiKey === undefined) {
    problems.push('SIDETRACK_LASTFM_API_SECRET is set, but not SIDETRACK_LASTFM_API_KEY: set both, or only the key.');
  }
  if ((settings.temporalTlsCert === undefined) !== (settings.temporalTlsKey === undefined)) {
    problems.push('SIDETRACK_TEMPORAL_TLS_CERT and SIDETRACK_TEMPORAL_TLS_KEY belong together: set both or neither.');
  }
  if (settings.apiPort !== 0 && settings.apiPort === settings.sitePort) {
    problems.push(
      `SIDETRACK_API_PORT and SIDETRACK_SITE_PORT are both ${settings.apiPort}: choose two different ports.`,
    );
  }
  return problems;
}

/** Sign-in is for hosted installations alone; on a laptop these settings are passed over. */
function signInProblems({ mode, googleClientId, publicUrl, secretKey }: Settings): string[] {
  if (mode === 'laptop' || googleClientId === undefined) return [];
  const problems: string[] = [];
  if (publicUrl === undefined)
    problems.push('SIDETRACK_GOOGLE_CLIENT_ID is set, but not SIDETRACK_PUBLIC_URL: Google sends people back to it.');
  else if (!isGuarded(publicUrl))
    problems.push(
      `SIDETRACK_PUBLIC_URL is "${publicUrl}", but people sign in over https only (or on this machine): put TLS in front and write https://.`,
    );
  if (secretKey === undefined)
    problems.push(
      'SIDETRACK_GOOGLE_CLIENT_ID is set, but not SIDETRACK_SECRET_KEY: what proves who is signed in is made with it.',
    );
  return problems;
}
