import { kubectl } from './kubectl.ts';

const control = kubectl(process.env['SIDETRACK_TEST_KUBECTL']!, process.env['SIDETRACK_TEST_KUBECONFIG']!);

describe('the control plane', () => {
  test('serves the version that the project is tested against', async () => {
    const version = JSON.parse(await control(['version', '-o', 'json']));
    expect(version.serverVersion).toMatchObject({ gitVersion: 'v1.35.4', major: '1', minor: '35' });
  });

  test('runs the controllers: a namespace gets its service account, a Deployment its pods', async () => {
    await control(['create', 'namespace', 'control-plane']);
    await control(['create', 'deployment', 'idle', '--image=localhost/none', '-n', 'control-plane']);
    await control(['wait', '--for=create', 'pod', '-l', 'app=idle', '-n', 'control-plane', '--timeout=30s']);
    await control(['delete', 'namespace', 'control-plane', '--wait=false']);
  });

  test('tells in words what it refuses', async () => {
    await expect(control(['get', 'pod', 'nobody'])).rejects.toThrow(/pods "nobody" not found/);
  });
});
