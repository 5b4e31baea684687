import { KubeConfig } from '@kubernetes/client-node';
import type { Arguments } from './arguments.ts';
import { HELP, readArguments } from './arguments.ts';
import { analyseTenant } from './commands/analyse-tenant.ts';
import { makeBackup } from './commands/make-backup.ts';
import { printToken } from './commands/print-token.ts';
import { restoreBackup } from './commands/restore-backup.ts';
import { setMode } from './commands/set-mode.ts';
import { showLogs } from './commands/show-logs.ts';
import { showStatus } from './commands/show-status.ts';
import { forwardToApi } from './forward.ts';
import { createKube } from './kube.ts';
import { oneLine, PluginError, UsageError } from './plugin-error.ts';
import type { Session } from './session.ts';

/** Where a run of the plugin prints to, and the parts that a test puts others in the place of. */
export interface Surroundings {
  readonly print: (line: string) => void;
  readonly say: (line: string) => void;
  readonly now?: () => Date;
  readonly sleep?: Session['sleep'];
  readonly reachApi?: Session['reachApi'];
}

/** Runs one command line; gives the exit status: 0 done, 1 not done, 2 written wrong. */
export async function runPlugin(argv: readonly string[], surroundings: Surroundings): Promise<number> {
  try {
    const args = readArguments(argv);
    if (args.command === 'help') surroundings.print(HELP);
    else await runCommand(openSession(args, surroundings), args);
    return 0;
  } catch (error) {
    surroundings.say(`✗ ${oneLine(error)}`);
    return error instanceof UsageError ? 2 : 1;
  }
}

function openSession(args: Arguments, surroundings: Surroundings): Session {
  const config = new KubeConfig();
  if (args.kubeconfig === undefined) config.loadFromDefault();
  else config.loadFromFile(args.kubeconfig);
  if (args.context !== undefined) {
    if (config.getContextObject(args.context) === null)
      throw new PluginError(
        `The kubeconfig has no context ${args.context}: kubectl config get-contexts lists those there are.`,
      );
    config.setCurrentContext(args.context);
  }
  const kube = createKube(config);
  const namespace = args.namespace ?? config.getContextObject(config.getCurrentContext())?.namespace ?? 'default';
  return {
    kube,
    namespace,
    now: () => new Date(),
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    reachApi: (installation) => forwardToApi(config, kube, { namespace, installation }),
    ...surroundings,
  };
}

async function runCommand(session: Session, args: Arguments): Promise<void> {
  const { command, subject = '', installation: name, yes, wait } = args;
  switch (command) {
    case 'status':
      return showStatus(session, name);
    case 'analyse':
      return analyseTenant(session, subject);
    case 'logs':
      return showLogs(session, subject);
    case 'backup':
      return makeBackup(session, { name, wait });
    case 'restore':
      return restoreBackup(session, subject, { name, yes });
    case 'token':
      return printToken(session, subject);
    case 'help':
      return;
    default:
      return setMode(session, command, name);
  }
}
