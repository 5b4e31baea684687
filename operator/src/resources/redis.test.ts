import { redisDeployment, redisService } from './redis.ts';
import { sampleInstallation } from './test-tools.ts';

const server = (spec: Parameters<typeof sampleInstallation>[0] = {}) =>
  redisDeployment(sampleInstallation(spec), 1).spec?.template.spec?.containers[0];

test('Redis writes nothing, asks for its password and forgets what was used longest ago', () => {
  const line = server()?.args?.join(' ');
  expect(line).toContain('--save  --appendonly no');
  expect(line).toContain('--maxmemory-policy allkeys-lru');
  expect(line).toContain('--requirepass $(REDIS_PASSWORD)');
  expect(server()?.env?.[0]?.valueFrom?.secretKeyRef).toEqual({ name: 'music-credentials', key: 'redisPassword' });
});

test('its memory is three quarters of the limit', () => {
  const maxmemory = ({ args = [] } = server()!) => args[args.indexOf('--maxmemory') + 1];
  expect(maxmemory()).toBe(String(192 * 1024 ** 2));
  expect(maxmemory(server({ cache: { resources: { limits: { memory: '1Gi' } } } }))).toBe(String(768 * 1024 ** 2));
  expect(maxmemory(server({ cache: { resources: { requests: { cpu: '1' } } } }))).toBe('192mb');
});

test('its Service leads to its pods', () => {
  const installation = sampleInstallation();
  expect(redisService(installation).spec).toMatchObject({
    selector: redisDeployment(installation, 1).spec?.selector.matchLabels,
    ports: [{ port: 6379, targetPort: 'redis' }],
  });
});
