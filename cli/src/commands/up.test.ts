import { mkdtempSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chooseInstallation } from '../installation/places.ts';
import { parsePort, refuseOwnDataInDemo } from './up.ts';

describe('the port of the dashboard', () => {
  test.each(['8080', '1', '65535'])('%s is one', (text) => expect(parsePort(text)).toBe(Number(text)));
  test.each(['0', '65536', '80 80', '-1', 'eighty', ''])('%j is none', (text) => {
    expect(() => parsePort(text)).toThrow(/1 to 65535/);
  });
});

describe('the demo', () => {
  test('refuses what is named for it on the command line', () => {
    expect(() => refuseOwnDataInDemo({ demo: true, audio: '/music', import: ['a.zip'] })).toThrow(
      'Nothing of your own goes into the demo: leave out either --demo or --audio and --import.',
    );
    expect(() => refuseOwnDataInDemo({ demo: true, import: [], listenbrainz: 'ada' })).toThrow(/--listenbrainz\.$/);
  });
  test('comes alone, and one’s own is not asked about it', () => {
    refuseOwnDataInDemo({ demo: true, import: [] });
    refuseOwnDataInDemo({ demo: false, audio: '/music', import: ['a.zip'] });
    refuseOwnDataInDemo({ audio: '/music', import: ['a.zip'] });
  });
});

describe('which installation is started', () => {
  const nothing = mkdtempSync(join(tmpdir(), 'sidetrack-choice-'));
  const own = mkdtempSync(join(tmpdir(), 'sidetrack-choice-'));
  mkdirSync(join(own, 'main'));
  writeFileSync(join(own, 'main', 'secrets.json'), '{}');

  test('the demo on a machine that has nothing', () => {
    expect(chooseInstallation(nothing, { wanted: null, bringsOwnData: false })).toBe('demo');
  });
  test("one's own as soon as data is brought, and from then on", () => {
    expect(chooseInstallation(nothing, { wanted: null, bringsOwnData: true })).toBe('main');
    expect(chooseInstallation(own, { wanted: null, bringsOwnData: false })).toBe('main');
  });
  test('the one that is asked for, whatever there is', () => {
    expect(chooseInstallation(own, { wanted: 'demo', bringsOwnData: false })).toBe('demo');
    expect(chooseInstallation(nothing, { wanted: 'main', bringsOwnData: false })).toBe('main');
  });
});
