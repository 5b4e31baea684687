import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { arch, platform } from 'node:process';
import { describeSettings, SettingsError, type SettingRow, type Settings } from '@sidetrack/settings';
import { Command } from 'commander';
import { findRunning } from '../client/find-installation.ts';
import type { Context } from '../context.ts';
import { oneLine } from '../errors.ts';
import { dataFolderOf } from '../installation/data-folder.ts';
import { entryPoints } from '../installation/places.ts';
import { isPortFree } from '../installation/ports.ts';
import { programVersion } from '../version.ts';
import { findTemporal } from '../services/temporal.ts';

/** One thing that was looked at; a problem says what to do. */
export interface Finding {
  readonly what: string;
  readonly ok: boolean;
  readonly detail: string;
}

/** `sidetrack doctor`: what is in force, what is there, what is missing. Shows no secret. */
export function doctorCommand(context: Context): Command {
  return new Command('doctor')
    .description('the settings in force and whether everything that SideTrack needs is there')
    .option('--json', 'JSON on stdout')
    .option('--data <dir>', 'where everything is kept')
    .action((options: DoctorOptions) => doctor(context, options));
}

interface DoctorOptions {
  json?: boolean;
  data?: string;
}

async function doctor(context: Context, { json, data }: DoctorOptions): Promise<void> {
  const settings = describeSettings(context.env);
  const findings = [...findVersions(), ...(await findEverything(context, data))];
  const problems = findings.filter(({ ok }) => !ok);
  for (const { what, detail } of problems) context.output.say(`✗ ${what}: ${detail}`);
  if (problems.length > 0) process.exitCode = 1;
  if (json) {
    context.output.result(JSON.stringify({ findings, settings }));
    return;
  }
  for (const { what, detail } of findings.filter(({ ok }) => ok))
    context.output.result(`✓ ${what.padEnd(20)} ${detail}`);
  context.output.result('');
  for (const row of settings) context.output.result(settingLine(row));
}

/** "SIDETRACK_API_PORT = 8000 (default)" */
export function settingLine({ name, value, isSet }: SettingRow): string {
  const origin = isSet ? 'environment' : value === '' ? 'not set' : 'default';
  return `${name.padEnd(38)} ${value === '' ? '' : `${value} `}(${origin})`;
}

function findVersions(): Finding[] {
  return [
    { what: 'SideTrack', ok: true, detail: programVersion() },
    { what: 'Node', ok: true, detail: `${process.versions.node} on ${platform}-${arch}` },
  ];
}

async function findEverything(context: Context, data: string | undefined): Promise<Finding[]> {
  try {
    const { settings, installation } = dataFolderOf(context, data);
    const running = findRunning(settings, installation);
    const { host, apiPort, sitePort, dataDir } = settings;
    return [
      { what: 'settings', ok: true, detail: 'all understood' },
      find('Temporal', () => findTemporal()),
      program('ffmpeg', 'not found; SideTrack decodes by itself, only its tests want it'),
      find('programs', () => builtPrograms()),
      ...(await models(settings)),
      find('data folder', () => writableDir(dataDir)),
      running === null
        ? { what: 'running', ok: true, detail: 'no; `sidetrack up` starts it' }
        : {
            what: 'running',
            ok: true,
            detail: `${running.run.siteUrl ?? running.run.apiUrl} (process ${running.run.supervisor.pid})`,
          },
      ...(running === null ? [await port('dashboard', sitePort, host), await port('API', apiPort, host)] : []),
    ];
  } catch (error) {
    const problems = error instanceof SettingsError ? error.problems : [oneLine(error)];
    return problems.map((detail) => ({ what: 'settings', ok: false, detail }));
  }
}

function find(what: string, look: () => string): Finding {
  try {
    return { what, ok: true, detail: look() };
  } catch (error) {
    return { what, ok: false, detail: oneLine(error) };
  }
}

function program(name: string, otherwise: string): Finding {
  const { status, stdout } = spawnSync(name, ['-version'], { encoding: 'utf8' });
  return { what: name, ok: true, detail: status === 0 ? (stdout.split('\n')[0] ?? name) : otherwise };
}

/** Each model with its licence and state, and where they run. */
async function models({ modelsDir, device }: Pick<Settings, 'modelsDir' | 'device'>): Promise<Finding[]> {
  const { checkModels, findProvider } = await import('@sidetrack/activities');
  try {
    const found = (await checkModels(modelsDir)).map(({ manifest, state }) => ({
      what: `model ${manifest.name}`,
      ok: state === 'whole',
      detail: `${state}, ${manifest.licence}${state === 'whole' ? '' : ': `sidetrack models verify` says what to do.'}`,
    }));
    const { provider, fallback, version, listed } = await findProvider(device);
    const where = `on ${provider === 'cuda' ? 'CUDA' : 'the CPU'}`;
    const detail = fallback ?? `${where}, by ONNX Runtime ${version} (it knows ${listed.join(', ')})`;
    return [...found, { what: 'models run', ok: fallback === null, detail }];
  } catch (error) {
    return [{ what: 'models', ok: false, detail: oneLine(error) }];
  }
}

function builtPrograms(): string {
  const missing = Object.values(entryPoints).filter((path) => !existsSync(path));
  if (missing.length > 0) throw new Error(`${missing.join(', ')} missing: run \`npm run setup\`.`);
  return 'built';
}

function writableDir(dir: string): string {
  let nearest = dir;
  while (!existsSync(nearest)) nearest = nearest.slice(0, nearest.lastIndexOf('/')) || '/';
  try {
    accessSync(nearest, constants.W_OK);
    return dir;
  } catch {
    throw new Error(`${nearest} cannot be written: give yourself the right to, or choose another folder with --data.`);
  }
}

async function port(what: string, number: number, host: string): Promise<Finding> {
  const remedy = what === 'API' ? 'SIDETRACK_API_PORT' : '--port';
  const ok = await isPortFree(number, host);
  return {
    what: `port ${number}`,
    ok,
    detail: ok
      ? `free for the ${what}`
      : `in use by another program: stop it, or choose another port for the ${what} with ${remedy}.`,
  };
}
