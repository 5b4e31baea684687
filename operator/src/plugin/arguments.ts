import { parseArgs } from 'node:util';
import { UsageError } from './plugin-error.ts';

export const COMMANDS = [
  'status',
  'analyse',
  'logs',
  'backup',
  'restore',
  'hibernate',
  'wake',
  'pause',
  'resume',
  'token',
] as const;
export type CommandName = (typeof COMMANDS)[number];

export interface Arguments {
  readonly command: CommandName | 'help';
  /** A Tenant or a backup, where the command is about one. */
  readonly subject: string | undefined;
  readonly namespace: string | undefined;
  readonly context: string | undefined;
  readonly kubeconfig: string | undefined;
  readonly installation: string | undefined;
  readonly yes: boolean;
  /** Whether to wait for what was begun. */
  readonly wait: boolean;
}

export const HELP = `kubectl sidetrack COMMAND [-n NAMESPACE] [--context NAME] [--kubeconfig FILE]

  status                 how the installation is, what is missing and what to do
  analyse TENANT         read a listener's new listens and audio now
  logs TENANT            a listener's last runs, and what the workers said about the newest
  backup [--no-wait]     make a backup now
  restore BACKUP --yes   put a backup in the place of the database
  hibernate, wake        scale everything to zero and keep all data; go on
  pause, resume          let the operator change nothing; let it go on
  token TENANT           print an API token of a listener

Where a namespace has several installations, choose one with --installation NAME (-i).`;

const NEEDED: Partial<Record<CommandName, string>> = {
  analyse: 'TENANT',
  logs: 'TENANT',
  token: 'TENANT',
  restore: 'BACKUP',
};

/** The command line, checked. Throws UsageError. */
export function readArguments(argv: readonly string[]): Arguments {
  const { values, positionals } = parse(argv);
  const [command, subject, ...more] = positionals;
  if (values.help || command === undefined || command === 'help')
    return { ...rest(values), command: 'help', subject: undefined };
  const name = COMMANDS.find((one) => one === (command === 'analyze' ? 'analyse' : command));
  if (name === undefined) throw new UsageError(`There is no command ${command}: write one of ${COMMANDS.join(', ')}.`);
  const needed = NEEDED[name];
  if (needed !== undefined && subject === undefined) throw new UsageError(`Write kubectl sidetrack ${name} ${needed}.`);
  if (more.length > 0 || (needed === undefined && subject !== undefined))
    throw new UsageError(
      `${name} takes ${needed === undefined ? 'no name' : `one ${needed}`}: kubectl sidetrack help shows how it is written.`,
    );
  return { ...rest(values), command: name, subject };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        namespace: { type: 'string', short: 'n' },
        context: { type: 'string' },
        kubeconfig: { type: 'string' },
        installation: { type: 'string', short: 'i' },
        yes: { type: 'boolean', short: 'y', default: false },
        'no-wait': { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    const said =
      typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
    const [line = ''] = said.split('. ', 1);
    throw new UsageError(`${line.replace(/[.]$/, '')}: kubectl sidetrack help shows what can be written.`);
  }
}

function rest(values: ReturnType<typeof parse>['values']) {
  const { namespace, context, kubeconfig, installation, yes } = values;
  return { namespace, context, kubeconfig, installation, yes, wait: !values['no-wait'] };
}
