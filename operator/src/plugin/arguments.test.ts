import { readArguments } from './arguments.ts';
import { UsageError } from './plugin-error.ts';

it.each([
  [['status'], { command: 'status', subject: undefined, wait: true, yes: false }],
  [['analyze', 'mara', '-n', 'music'], { command: 'analyse', subject: 'mara', namespace: 'music' }],
  [['--context=home', 'restore', 'b', '-y'], { command: 'restore', subject: 'b', context: 'home', yes: true }],
  [['backup', '--no-wait', '-i', 'home'], { command: 'backup', wait: false, installation: 'home' }],
  [[], { command: 'help' }],
  [['status', '--help'], { command: 'help' }],
])('%j', (argv, expected) => {
  expect(readArguments(argv)).toMatchObject(expected);
});

it.each([
  [['states'], 'There is no command states: write one of status, analyse,'],
  [['logs'], 'Write kubectl sidetrack logs TENANT.'],
  [['restore'], 'Write kubectl sidetrack restore BACKUP.'],
  [['status', 'home'], 'status takes no name:'],
  [['token', 'mara', 'jon'], 'token takes one TENANT:'],
  [['status', '--all'], "Unknown option '--all': kubectl sidetrack help shows what can be written."],
])('%j is refused with what to write', (argv, message) => {
  expect(() => readArguments(argv)).toThrow(UsageError);
  expect(() => readArguments(argv)).toThrow(message);
});
