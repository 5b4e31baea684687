import type { Env, Setting } from './table.ts';
import { settingsTable } from './table.ts';

export interface SettingRow {
  readonly name: string;
  readonly purpose: string;
  /** The value when the variable is not set; '' where there is none. */
  readonly fallback: string;
  readonly isSet: boolean;
  /** What may be printed of the value in use: never a secret or a password; '' when nothing is set. */
  readonly value: string;
}

/** Every setting with what may be shown of it, in the order of the table: for `sidetrack doctor` and the docs. */
export function describeSettings(env: Env = {}): SettingRow[] {
  return Object.values<Setting>(settingsTable).map((setting) => {
    const given = env[setting.name]?.trim() ?? '';
    const value = given === '' ? (setting.fallback?.(env) ?? '') : showValue(setting, given);
    return { name: setting.name, purpose: setting.purpose, fallback: setting.fallbackText, isSet: given !== '', value };
  });
}

function showValue({ shown }: Setting, value: string): string {
  if (shown === 'plain') return value;
  if (shown === 'secret' || !URL.canParse(value)) return '(set, not shown)';
  const { protocol, username, host, pathname } = new URL(value);
  return `${protocol}//${username === '' ? '' : `${username}@`}${host}${pathname}`;
}
