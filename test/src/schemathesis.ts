import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface FuzzOptions {
  /** Where the API answers, such as http://127.0.0.1:8000. */
  readonly url: string;
  readonly seed: number;
  readonly maxExamples: number;
  readonly maxSeconds: number;
}

export interface FuzzReport {
  readonly passed: boolean;
  /** How many requests were made. */
  readonly requests: number;
  readonly output: string;
}

/**
 * Where nothing can be told from the schema. An import's body is any bytes: none at all are refused, and JSON that breaks
 * no rule is taken; whether it is an export file is what the import finds out. The others may refuse what fits the document:
 * a file longer than this installation takes, more bytes than were announced, a text that is no time zone, another one's handle.
 */
const CONFIG = `
[[operations]]
include-operation-id = "createImport"
checks.positive_data_acceptance.enabled = false
checks.negative_data_rejection.enabled = false

[[operations]]
include-operation-id = "createUpload"
checks.positive_data_acceptance.expected-statuses = ["2xx", 404, 409, 413, 429]

[[operations]]
include-operation-id = "sendUpload"
checks.negative_data_rejection.enabled = false
checks.positive_data_acceptance.expected-statuses = ["2xx", 400, 404, 409, 429]

[[operations]]
include-operation-id = "putTimeZone"
checks.positive_data_acceptance.expected-statuses = ["2xx", 400, 404, 409, 429]

[[operations]]
include-operation-id = "putImportTimeZone"
checks.positive_data_acceptance.expected-statuses = ["2xx", 400, 404, 409, 429]

[[operations]]
include-operation-id = "deleteEverything"
checks.positive_data_acceptance.expected-statuses = ["2xx", 400, 403, 404, 409, 429]
`;

/**
 * Holds a running API against its own document with requests that fit it, that just do not, and that follow one another
 * (schemathesis: https://schemathesis.readthedocs.io). Streams are left out: they do not end.
 */
export async function fuzzApi(
  program: string,
  { url, seed, maxExamples, maxSeconds }: FuzzOptions,
): Promise<FuzzReport> {
  const folder = await mkdtemp(join(tmpdir(), 'sidetrack-fuzz-'));
  try {
    const config = join(folder, 'schemathesis.toml');
    await writeFile(config, CONFIG);
    const { code, output } = await run(program, folder, [
      ...['--config-file', config, 'run', `${url}/api/v1/openapi.json`, '--origin', url],
      ...['--header', 'Sec-Fetch-Site: none', '--exclude-tag', 'Events', '--continue-on-failure', '--no-color'],
      ...[
        '--seed',
        String(seed),
        '--max-examples',
        String(maxExamples),
        '--max-time',
        String(maxSeconds),
        '--request-timeout',
        '10',
      ],
      ...['--suppress-health-check', 'all', '--warnings', 'off', '--generation-database', 'none'],
    ]);
    return { passed: code === 0, requests: Number(/(\d+) generated/.exec(output)?.[1] ?? 0), output };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function run(program: string, cwd: string, args: string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, PYTHONUTF8: '1' },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}
