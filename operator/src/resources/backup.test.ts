import { backupClaimName, backupCronJob, backupVolume, parseBackupMessage } from './backup.ts';
import { restoreJob } from './restore.ts';
import { sampleInstallation } from './test-tools.ts';

const daily = sampleInstallation({ backup: { schedule: '0 3 * * *', keep: 3, storage: '5Gi' } });

test('backups are made by the schedule in UTC, one at a time, and the newest are kept', () => {
  const { spec } = backupCronJob(daily)!;
  expect(spec).toMatchObject({
    schedule: '0 3 * * *',
    timeZone: 'Etc/UTC',
    concurrencyPolicy: 'Forbid',
    suspend: false,
  });
  const env = spec.jobTemplate.spec?.template.spec?.containers[0]?.env;
  expect(env).toEqual(
    expect.arrayContaining([
      { name: 'KEEP', value: '3' },
      { name: 'PREFIX', value: 'music' },
    ]),
  );
});

test("they lie on a volume that outlives the SideTrack, or on the spec's own", () => {
  expect(backupVolume(daily)).toMatchObject({
    metadata: { name: 'music-backups' },
    spec: { resources: { requests: { storage: '5Gi' } } },
  });
  const own = sampleInstallation({ backup: { schedule: '@daily', claimName: 'nas' } });
  expect([backupVolume(own), backupClaimName(own)]).toEqual([null, 'nas']);
});

test('a hibernating installation makes none, and one without a schedule neither', () => {
  expect(backupCronJob(sampleInstallation({ hibernate: true, backup: { schedule: '@daily' } }))?.spec.suspend).toBe(
    true,
  );
  expect(backupCronJob(sampleInstallation())).toBeNull();
});

test('what a backup says last is read again', () => {
  expect(parseBackupMessage('music-20261122T030007Z 436926 bytes\n')).toEqual({
    name: 'music-20261122T030007Z',
    bytes: 436_926,
    at: new Date('2026-11-22T03:00:07Z'),
  });
  expect(parseBackupMessage('The backup was not made.')).toBeNull();
});

test('a restore is refused for good where trying again cannot help', () => {
  const { metadata, spec } = restoreJob(daily, 'music-20261122T030007Z');
  expect(metadata?.name).toMatch(/^music-restore-[0-9a-f]{8}$/);
  expect(spec?.podFailurePolicy?.rules).toEqual([
    { action: 'FailJob', onExitCodes: { containerName: 'restore', operator: 'In', values: [3] } },
  ]);
  expect(spec?.template.spec?.containers[0]?.env).toContainEqual({ name: 'BACKUP', value: 'music-20261122T030007Z' });
});

test('the Job of another backup is another', () => {
  const names = ['a', 'b'].map((backup) => restoreJob(daily, backup).metadata?.name);
  expect(new Set(names).size).toBe(2);
});
