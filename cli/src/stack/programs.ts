import { join } from 'node:path';
import type { Settings } from '@sidetrack/settings';
import { entryPoints, type Places } from '../installation/places.ts';
import { nodeService } from '../supervisor/node-service.ts';
import type { Service } from '../supervisor/service.ts';

/** Where the parts find each other. */
export interface Wiring {
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  readonly temporalUiUrl: string | null;
  readonly secretKey: string;
  readonly sitePort: number;
}

type ProgramSettings = Pick<Settings, 'host' | 'apiPort' | 'extractWorkers' | 'mode' | 'modelsDir'>;

/** The workers, the API and, when asked for, the dashboard, in the order of their start. */
export function programServices(
  places: Places,
  settings: ProgramSettings,
  wiring: Wiring,
  { withSite }: { withSite: boolean },
): Service[] {
  const env = programEnvironment(places, settings, wiring);
  const common = (name: string) => ({ env, runFile: places.runFile, logPath: join(places.logs, `${name}.log`) });
  const worker = (name: string, logName: string, queues: string): Service =>
    nodeService({
      name,
      entry: entryPoints.worker,
      args: ['--queues', queues, '--bundle', entryPoints.workflowBundle],
      ...common(logName),
      readyUrl: null,
    });
  const extractors = Array.from({ length: settings.extractWorkers }, (_, index) => {
    const number = settings.extractWorkers === 1 ? '' : ` ${index + 1}`;
    return worker(`extract worker${number}`, `extract${number.trim()}`, 'extract');
  });
  const apiUrl = `http://${settings.host}:${settings.apiPort}`;
  const api = nodeService({
    name: 'API',
    entry: entryPoints.api,
    ...common('api'),
    readyUrl: `${apiUrl}/api/v1/health`,
  });
  const site = nodeService({
    name: 'dashboard',
    entry: entryPoints.site,
    ...common('site'),
    env: { ...env, HOST: settings.host, PORT: String(wiring.sitePort), SIDETRACK_API_URL: apiUrl },
    readyUrl: `http://${settings.host}:${wiring.sitePort}/`,
  });
  return [worker('worker', 'worker', 'sidetrack,ingest,aggregate'), ...extractors, api, ...(withSite ? [site] : [])];
}

function programEnvironment(places: Places, settings: ProgramSettings, wiring: Wiring): NodeJS.ProcessEnv {
  return {
    ...process.env,
    NODE_ENV: 'production',
    SIDETRACK_DATA_DIR: places.dir,
    SIDETRACK_MODELS_DIR: settings.modelsDir,
    SIDETRACK_DATABASE_URL: wiring.databaseUrl,
    SIDETRACK_TEMPORAL_ADDRESS: wiring.temporalAddress,
    ...(wiring.temporalUiUrl === null ? {} : { SIDETRACK_TEMPORAL_UI_URL: wiring.temporalUiUrl }),
    SIDETRACK_SECRET_KEY: wiring.secretKey,
    SIDETRACK_API_PORT: String(settings.apiPort),
    SIDETRACK_SITE_PORT: String(wiring.sitePort),
  };
}
