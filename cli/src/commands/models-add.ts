import { readFile } from 'node:fs/promises';
import type * as activitiesModule from '@sidetrack/activities';
import { Command } from 'commander';
import type { Context } from '../context.ts';
import { CliError } from '../errors.ts';
import { dataFolderOf } from '../installation/data-folder.ts';

interface AddOptions {
  sha256?: string;
  manifest?: string;
  name?: string;
  acceptLicence?: boolean;
  text?: string;
  vocabulary?: string;
  merges?: string;
  data?: string;
}

type Activities = typeof activitiesModule;

/** `sidetrack models add NAME [FILE|URL]`: puts a model into the data folder, after its hash, inputs and outputs were looked at. */
export function addCommand(context: Context): Command {
  return new Command('add')
    .description(
      'add a model: vibenet from PyPI; openl3, clap, panns-cnn14 or demucs from an ONNX file; or any with --manifest',
    )
    .argument('[model]', 'vibenet, openl3, clap, panns-cnn14 or demucs; with --manifest its file or address')
    .argument('[file]', 'ONNX file, or its https:// address')
    .option('--sha256 <hex>', 'the SHA-256 that the file must have (needed for an address)')
    .option('--manifest <file>', 'describes a model that SideTrack does not know (docs/models.md)')
    .option('--name <name>', 'another name than that of the model')
    .option('--text <file>', 'ONNX file of the text half, so that the model names words (clap)')
    .option('--vocabulary <file>', 'vocab.json of the text half')
    .option('--merges <file>', 'merges.txt of the text half')
    .option('--accept-licence', "accept the model's licence, where it asks for that")
    .option('--data <dir>', 'where everything is kept')
    .action((model: string | undefined, file: string | undefined, options: AddOptions) =>
      add(context, { model, file }, options),
    );
}

interface Asked {
  model: string | undefined;
  file: string | undefined;
}

async function add(context: Context, { model, file }: Asked, options: AddOptions): Promise<void> {
  const { modelsDir } = dataFolderOf(context, options.data).settings;
  const activities = await import('@sidetrack/activities');
  const { addModel, addWords, readManifest, isKnown } = activities;
  const text = await readText(options);
  const place = async (given: activitiesModule.NewModel) => {
    const added = await addModel(given, modelsDir);
    return text === undefined ? added : addWords(added, text, modelsDir);
  };
  if (options.manifest !== undefined) {
    const manifest = await readManifest(options.manifest);
    if (manifest === undefined) throw new CliError(`${options.manifest} does not exist: name a manifest.`);
    const found = await readModel(activities, file ?? model ?? manifest.source, manifest.sha256);
    const name = options.name ?? manifest.name;
    report(context, await place({ name, is: manifest, ...found }), modelsDir);
    return;
  }
  if (model === undefined || !isKnown(model)) {
    const names = Object.keys(activities.knownModels).join(', ');
    throw new CliError(
      `${model ?? 'That'} is no model that SideTrack knows (${names}): name one, or describe it with --manifest.`,
    );
  }
  if (model === 'vibenet') askForLicence(context, activities, options);
  const found = await find(context, activities, { model, file }, options.sha256);
  report(context, await place({ name: options.name ?? model, is: model, ...found }), modelsDir);
}

/** The text half of a model: three files, or none. */
async function readText({ text, vocabulary, merges }: AddOptions): Promise<activitiesModule.TextPart | undefined> {
  const files = [text, vocabulary, merges].filter((file) => file !== undefined);
  if (files.length === 0) return undefined;
  const [graph, vocabularyFile, mergesFile] = files;
  if (graph === undefined || vocabularyFile === undefined || mergesFile === undefined)
    throw new CliError('The text half of a model is three files: name all of --text, --vocabulary and --merges.');
  const read = (file: string) =>
    readFile(file).catch(() => {
      throw new CliError(`${file} cannot be read: name a file of the text half.`);
    });
  return {
    graph: await read(graph),
    vocabulary: (await read(vocabularyFile)).toString('utf8'),
    merges: (await read(mergesFile)).toString('utf8'),
  };
}

interface Found {
  bytes: Uint8Array;
  source: string;
  sha256: string | undefined;
}

async function find(context: Context, activities: Activities, { model, file }: Asked, sha256?: string): Promise<Found> {
  if (file !== undefined) return await readModel(activities, file, sha256);
  if (model !== 'vibenet') {
    throw new CliError(
      `No package registry has the weights of ${model ?? 'it'}: export them as docs/models.md describes, then \`sidetrack models add ${model ?? 'it'} FILE\`.`,
    );
  }
  context.output.say('Fetching vibenet 0.1.0 from PyPI …');
  return { ...(await activities.fetchVibenet(globalThis.fetch)), sha256: activities.VIBENET_SHA256 };
}

async function readModel({ downloadModel }: Activities, file: string, sha256?: string): Promise<Found> {
  if (!/^https?:/u.test(file)) {
    const bytes = await readFile(file).catch(() => {
      throw new CliError(`${file} cannot be read: name an ONNX file or its https:// address.`);
    });
    return { bytes, source: file, sha256 };
  }
  if (!file.startsWith('https:')) throw new CliError(`${file} is not fetched: its address must begin with https://.`);
  if (sha256 === undefined)
    throw new CliError(
      `Say which file is to come from ${file}: add --sha256 with the SHA-256 of the file that you trust.`,
    );
  return { bytes: await downloadModel(globalThis.fetch, file), source: file, sha256 };
}

function askForLicence({ output }: Context, { knownModels }: Activities, { acceptLicence }: AddOptions): void {
  const { licence, source } = knownModels.vibenet;
  const line = `vibenet is licensed under ${licence} (${source}). It is not part of SideTrack.`;
  if (acceptLicence !== true)
    throw new CliError(`${line} Read its licence, then run the command again with --accept-licence.`);
  output.say(line);
}

interface Added {
  name: string;
  licence: string;
  sha256: string;
}

function report({ output }: Context, { name, licence, sha256 }: Added, modelsDir: string): void {
  output.result(`${name}  (${licence})  ${sha256}`);
  output.say(
    name === 'demucs'
      ? `It lies in ${modelsDir}. SIDETRACK_STEMS=true uses it.`
      : `It lies in ${modelsDir}. Add ${name} to SIDETRACK_EMBEDDING_MODELS to use it.`,
  );
}
