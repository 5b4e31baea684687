import { KubeConfig } from '@kubernetes/client-node';
import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import { createGpuScaler } from './gpu/index.ts';
import { createInstallationApis } from './installation-api/index.ts';
import { loadOperatorSettings, OperatorSettingsError, type OperatorSettings } from './operator-settings.ts';
import { startOperator } from './runtime/index.ts';
import { sideTrackRegistration } from './sidetrack/index.ts';
import { createTenantController } from './tenant/index.ts';

/** The operator: `node main.js`, configured by its environment. Exits 0 after SIGTERM, 1 when another process took the Lease, 2 when it cannot start. */
const settings = readSettings();
const logger = pino({ name: 'sidetrack-operator', level: settings.logLevel, timestamp: pino.stdTimeFunctions.isoTime });
const clock = () => new Date();
const kubeConfig = new KubeConfig();
kubeConfig.loadFromDefault();

const operator = await startOperator({
  ...{ kubeConfig, clock, random: Math.random, log: logger },
  ...{
    namespace: settings.namespace,
    watchNamespaces: settings.watchNamespaces,
    host: settings.host,
    port: settings.port,
  },
  identity: `${settings.identity}-${randomBytes(3).toString('hex')}`,
  recordCallsTo: settings.recordCallsTo,
  optionalApiVersions: [
    'postgresql.cnpg.io/v1',
    'kueue.x-k8s.io/v1beta1',
    'cert-manager.io/v1',
    'monitoring.coreos.com/v1',
  ],
  controllers: ({ cluster, watched }) => {
    const apis = createInstallationApis({ cluster, urlTemplate: settings.apiUrl, now: clock });
    const gpu = createGpuScaler({ cluster, watched, apis, now: clock });
    const shared = { cluster, watched, apis, clock, random: Math.random, logger, settings };
    return [
      sideTrackRegistration({
        ...shared,
        gpu,
        operatorVersion: settings.version,
        randomHex: (bytes) => randomBytes(bytes).toString('hex'),
      }),
      createTenantController({ ...shared, now: clock }),
    ];
  },
});
logger.info(
  { port: operator.port, version: settings.version, watching: settings.watchNamespaces },
  'The operator has started',
);
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void operator.stop());
process.exit((await operator.ended) === 'lost' ? 1 : 0);

function readSettings(): OperatorSettings {
  try {
    return loadOperatorSettings(process.env);
  } catch (error) {
    if (!(error instanceof OperatorSettingsError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(2);
  }
}
