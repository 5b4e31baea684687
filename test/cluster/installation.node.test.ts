import { testBackup } from './journey/backup.ts';
import { testFirstPath } from './journey/first-path.ts';
import { testIsolation } from './journey/isolation.ts';
import { testPlugin } from './journey/plugin.ts';
import { testPurge } from './journey/purge.ts';
import { testRecovery } from './journey/recovery.ts';
import { testUpgrade } from './journey/upgrade.ts';
import { testCluster } from './support/cluster.ts';
import { journeyOf } from './support/journey.ts';

const journey = journeyOf({ cluster: testCluster(), namespace: 'music', name: 'sidetrack', volume: 'local-40' });

describe('from helm install to a trajectory', () => testFirstPath(journey));
describe('what kubectl sidetrack says and does', () => testPlugin(journey));
describe('what may reach what', () => testIsolation(journey));
describe('whatever breaks, it comes back', () => testRecovery(journey));
describe('backup and restore', () => testBackup(journey));
describe('an upgrade', () => testUpgrade(journey));
describe('a listener who leaves', () => testPurge(journey));
