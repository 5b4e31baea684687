import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { modelsDir } from '../installation/places.ts';

interface ModelsOptions {
  json?: boolean;
}

/** `sidetrack models list|verify`: the models that measure audio, and whether their files are whole. */
export function modelsCommand(context: Context): Command {
  const list = new Command('list').description('models that are here').option('--json', 'JSON on stdout');
  const verify = new Command('verify')
    .description('compare each file with its SHA-256')
    .option('--json', 'JSON on stdout');
  return new Command('models')
    .description('the models that measure audio')
    .addCommand(
      list.action((options: ModelsOptions) => listModels(context, options)),
      { isDefault: true },
    )
    .addCommand(verify.action((options: ModelsOptions) => verifyModels(context, options)));
}

export interface ModelCheck {
  readonly name: string;
  readonly state: 'whole' | 'damaged' | 'missing';
}

/** Whether each model's file is there and has the SHA-256 that its manifest names. */
export async function checkModels(folder: string = modelsDir): Promise<ModelCheck[]> {
  return Promise.all(
    readModels(folder).map(async ({ name, file, sha256 }) => {
      const path = join(folder, file);
      if (!existsSync(path)) return { name, state: 'missing' };
      return { name, state: (await hashOf(path)) === sha256 ? 'whole' : 'damaged' };
    }),
  );
}

function listModels({ output, settings }: Context, { json }: ModelsOptions): void {
  const wanted = settings().embeddingModels;
  const models = readModels(modelsDir).map((model) => ({ ...model, inUse: wanted.includes(model.name) }));
  if (json) output.result(JSON.stringify(models));
  else for (const { name, licence, inUse } of models) output.result(`${name}  (${licence}${inUse ? ', in use' : ''})`);
}

async function verifyModels({ output }: Context, { json }: ModelsOptions): Promise<void> {
  const checks = await checkModels();
  if (json) output.result(JSON.stringify(checks));
  for (const { name, state } of checks) {
    if (state !== 'whole') {
      output.say(
        `✗ ${name} is ${state}: restore its file in ${modelsDir} (git checkout models/), or take it out of SIDETRACK_EMBEDDING_MODELS.`,
      );
      process.exitCode = 1;
    } else if (!json) output.result(`${name}: whole`);
  }
}

const manifest = z.object({ name: z.string(), file: z.string(), sha256: z.string(), licence: z.string() });

function readModels(folder: string): z.infer<typeof manifest>[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => manifest.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))));
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
