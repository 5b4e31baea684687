import { Command } from 'commander';
import type { Context } from '../context.ts';
import { dataFolderOf } from '../installation/data-folder.ts';
import { addCommand } from './models-add.ts';

interface ModelsOptions {
  json?: boolean;
  data?: string;
}

/** `sidetrack models list|add|verify|remove`: the models that measure audio. */
export function modelsCommand(context: Context): Command {
  const list = new Command('list').description('models that are here').option('--json', 'JSON on stdout');
  const verify = new Command('verify')
    .description('compare each file with its SHA-256')
    .option('--json', 'JSON on stdout');
  const remove = new Command('remove').description('take an added model away').argument('<name>', 'name of the model');
  const models = new Command('models').description('the models that measure audio');
  for (const command of [list, verify, remove]) command.option('--data <dir>', 'where everything is kept');
  return models
    .addCommand(
      list.action((options: ModelsOptions) => listModels(context, options)),
      { isDefault: true },
    )
    .addCommand(addCommand(context))
    .addCommand(verify.action((options: ModelsOptions) => verifyModels(context, options)))
    .addCommand(remove.action((name: string, options: ModelsOptions) => removeOne(context, name, options)));
}

async function listModels(context: Context, { json, data }: ModelsOptions): Promise<void> {
  const { embeddingModels, modelsDir } = dataFolderOf(context, data).settings;
  const { findModels } = await import('@sidetrack/activities');
  const models = (await findModels(modelsDir)).map(({ manifest, isBundled }) => ({
    ...manifest,
    isBundled,
    inUse: embeddingModels.includes(manifest.name),
  }));
  if (json) {
    context.output.result(JSON.stringify(models));
    return;
  }
  for (const { name, licence, isBundled, inUse, frontEnd, description } of models) {
    const facts = [
      licence,
      `${frontEnd.sampleRateHz} Hz`,
      ...(isBundled ? [] : ['added']),
      ...(inUse ? ['in use'] : []),
    ];
    context.output.result(`${name}  (${facts.join(', ')})\n    ${description}`);
  }
}

async function verifyModels(context: Context, { json, data }: ModelsOptions): Promise<void> {
  const { output } = context;
  const { modelsDir } = dataFolderOf(context, data).settings;
  const { checkModels } = await import('@sidetrack/activities');
  const checks = await checkModels(modelsDir);
  if (json) output.result(JSON.stringify(checks.map(({ manifest, state }) => ({ name: manifest.name, state }))));
  for (const { manifest, path, isBundled, state } of checks) {
    if (state === 'whole') {
      if (!json) output.result(`${manifest.name}: whole`);
      continue;
    }
    const restore = isBundled
      ? 'restore it (git checkout models/)'
      : `add it again with \`sidetrack models add ${manifest.name}\``;
    output.say(`✗ ${manifest.name}: ${path} is ${state}: ${restore}, or take it out of SIDETRACK_EMBEDDING_MODELS.`);
    process.exitCode = 1;
  }
}

async function removeOne(context: Context, name: string, { data }: ModelsOptions): Promise<void> {
  const { embeddingModels, modelsDir } = dataFolderOf(context, data).settings;
  const { removeModel } = await import('@sidetrack/activities');
  await removeModel(name, modelsDir);
  context.output.result(`${name} is gone.`);
  if (embeddingModels.includes(name))
    context.output.say(`SIDETRACK_EMBEDDING_MODELS still names ${name}: take it out there too.`);
}
