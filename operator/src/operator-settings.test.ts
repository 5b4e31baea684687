import { loadOperatorSettings } from './operator-settings.ts';

const namespace = { SIDETRACK_OPERATOR_NAMESPACE: 'sidetrack-system' };

describe('loadOperatorSettings', () => {
  it('needs no more than its namespace', () => {
    expect(loadOperatorSettings(namespace)).toMatchObject({
      namespace: 'sidetrack-system',
      watchNamespaces: [],
      apiUrl: 'http://{name}-api.{namespace}.svc:8000',
      port: 8081,
      logLevel: 'info',
    });
    expect(loadOperatorSettings({ ...namespace, SIDETRACK_OPERATOR_VERSION: '' }).version).toMatch(/^\d+\.\d+\.\d+/);
  });

  it('reads a list of namespaces', () => {
    expect(loadOperatorSettings({ ...namespace, SIDETRACK_WATCH_NAMESPACES: 'music, choir,' }).watchNamespaces).toEqual(
      ['music', 'choir'],
    );
  });

  it('says everything that is wrong at once', () => {
    const load = () =>
      loadOperatorSettings({
        SIDETRACK_OPERATOR_PORT: 'tcp://10.0.0.1:8081',
        SIDETRACK_OPERATOR_API_URL: 'api',
        SIDETRACK_OPERATOR_LOG_LEVEL: 'loud',
      });
    expect(load).toThrow(
      /NAMESPACE must name the namespace.*\n.*API_URL must be an http.*\n.*PORT must be a port number.*\n.*must be debug, info, warn or error/,
    );
  });
});
