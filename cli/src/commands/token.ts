import { Command, InvalidArgumentError, Option } from 'commander';
import { z } from 'zod';
import { ApiProblemError } from '../client/api-client.ts';
import { tokens } from '../client/shapes.ts';
import type { Context } from '../context.ts';
import { CliError } from '../errors.ts';
import { withInstallation, type InstallationOptions } from './with-installation.ts';
import { parseUrl } from './parse-url.ts';

interface CreateOptions extends InstallationOptions {
  scope: 'read' | 'push' | 'write';
  days?: number;
}

interface ListOptions extends InstallationOptions {
  json?: boolean;
}

/** `sidetrack token create|list|revoke`: personal API tokens for scripts and scrobblers. */
export function tokenCommand(context: Context): Command {
  const command = new Command('token').description('personal API tokens for scripts and scrobblers');
  command
    .addCommand(
      common(new Command('create').description('make a token and print it, once').argument('<name>', 'what it is for'))
        .addOption(new Option('--scope <scope>', 'what it may do').choices(['read', 'push', 'write']).default('read'))
        .option('--days <n>', 'days until it expires', parseDays)
        .action((name: string, options: CreateOptions) => create(context, name, options)),
    )
    .addCommand(
      common(new Command('list').description('tokens there are, without their secrets'))
        .option('--json', 'JSON on stdout')
        .action((options: ListOptions) => list(context, options)),
      { isDefault: true },
    )
    .addCommand(
      common(new Command('revoke').description('make a token worthless').argument('<id>', 'its id, see list')).action(
        (id: string, options: InstallationOptions) => revoke(context, id, options),
      ),
    );
  return command;
}

function common(command: Command): Command {
  return command
    .option('--url <url>', 'the API of another installation', parseUrl)
    .option('--data <dir>', 'where everything is kept');
}

function parseDays(text: string): number {
  const days = Number(text);
  if (!Number.isInteger(days) || days < 1 || days > 3650)
    throw new InvalidArgumentError('give a whole number of days from 1 to 3650.');
  return days;
}

async function create(context: Context, name: string, { scope, days, ...where }: CreateOptions): Promise<void> {
  const body = { name, scopes: [scope], ...(days === undefined ? {} : { expiresInDays: days }) };
  const made = z.object({ token: z.string(), id: z.string() });
  const { token, id } = await withInstallation(context, { ...where, bringsOwnData: false }, (api) =>
    api.send('POST', '/tokens', body, made),
  );
  context.output.result(token);
  context.output.say(`This is shown once. It may ${scope}; \`sidetrack token revoke ${id}\` makes it worthless.`);
}

async function list(context: Context, { json, ...where }: ListOptions): Promise<void> {
  const answer = await withInstallation(context, { ...where, bringsOwnData: false }, (api) =>
    api.get('/tokens', tokens),
  );
  if (json) {
    context.output.result(JSON.stringify(answer.tokens));
    return;
  }
  if (answer.tokens.length === 0) context.output.say('There are no tokens: `sidetrack token create NAME` makes one.');
  for (const { id, name, scopes, lastUsedAt, expiresAt } of answer.tokens) {
    const used = lastUsedAt === null ? 'never used' : `last used ${lastUsedAt}`;
    context.output.result(
      `${id}  ${scopes.join(',').padEnd(10)}  ${name}  (${used}${expiresAt === null ? '' : `, until ${expiresAt}`})`,
    );
  }
}

async function revoke(context: Context, id: string, where: InstallationOptions): Promise<void> {
  const unknown = new CliError(`${id} is not the id of a token: \`sidetrack token list\` shows them.`);
  if (!z.uuid().safeParse(id).success) throw unknown;
  await withInstallation(context, { ...where, bringsOwnData: false }, (api) =>
    api.send('DELETE', `/tokens/${id}`, undefined, z.unknown()),
  ).catch((error: unknown) => {
    throw error instanceof ApiProblemError && error.status === 404 ? unknown : error;
  });
  context.output.say('Revoked.');
}
