import { loadSettings, type Env, type Settings } from '@sidetrack/settings';
import { terminalOutput, type Output } from './output.ts';

/** What every command works with. */
export interface Context {
  readonly env: Env;
  readonly output: Output;
  /** The settings, read and checked at the first call. @throws {SettingsError} */
  readonly settings: (overrides?: Env) => Settings;
  readonly now: () => Date;
}

export function processContext(): Context {
  return {
    env: process.env,
    output: terminalOutput(),
    settings: (overrides = {}) => loadSettings({ ...process.env, ...overrides }),
    now: () => new Date(),
  };
}
