import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { arch, platform } from 'node:process';
import type { InferenceSession } from 'onnxruntime-node';
import type * as runtime from 'onnxruntime-node';

/** Where a model runs (an execution provider of ONNX Runtime). */
export type Provider = 'cpu' | 'cuda';

/** What is known of this machine before anything is tried. */
export interface ProviderFacts {
  /** Backends that this build of ONNX Runtime names. */
  readonly listed: readonly string[];
  /** Whether the library of its CUDA provider lies beside it. */
  readonly hasCudaLibrary: boolean;
}

/**
 * Which providers to try, in this order. `cuda` is tried also where it seems not to be there, so that its reason can be told; `auto` is
 * CUDA where its library is, else the CPU.
 */
export function providersToTry(wanted: 'auto' | Provider, { listed, hasCudaLibrary }: ProviderFacts): Provider[] {
  if (wanted === 'cpu') return ['cpu'];
  if (wanted === 'cuda') return ['cuda', 'cpu'];
  return listed.includes('cuda') && hasCudaLibrary ? ['cuda', 'cpu'] : ['cpu'];
}

export interface Opened<Session> {
  readonly session: Session;
  readonly provider: Provider;
  /** Why a provider that was tried first does not run it; null where the first one does. */
  readonly fallback: string | null;
}

/**
 * The first provider of the list that opens a session.
 * @throws the last one's own error
 */
export async function openFirst<Session>(
  providers: readonly Provider[],
  open: (provider: Provider) => Promise<Session>,
): Promise<Opened<Session>> {
  let fallback: string | null = null;
  for (const [index, provider] of providers.entries()) {
    try {
      return { session: await open(provider), provider, fallback };
    } catch (error) {
      if (index === providers.length - 1) throw error;
      fallback = `${provider.toUpperCase()} cannot be used (${firstLine(error)}); models run on the CPU.`;
    }
  }
  throw new RangeError('No provider to try.');
}

export type OnnxRuntime = typeof runtime;

/** Loaded late: its native library is large, and who only asks what is to be measured does not need it. */
export async function loadRuntime(): Promise<OnnxRuntime> {
  const runtime = await import('onnxruntime-node');
  // What it would write to stderr by itself comes as an error too.
  runtime.env.logLevel = 'fatal';
  return runtime;
}

/** What of ONNX Runtime is on this machine. */
export function providerFacts({ listSupportedBackends }: OnnxRuntime): ProviderFacts {
  const root = dirname(dirname(createRequire(import.meta.url).resolve('onnxruntime-node')));
  const library = join(root, 'bin', 'napi-v6', platform, arch, 'libonnxruntime_providers_cuda.so');
  return { listed: listSupportedBackends().map(({ name }) => name), hasCudaLibrary: existsSync(library) };
}

/** One thread a session: a core measures one track. */
export function sessionOptions(provider: Provider): InferenceSession.SessionOptions {
  return {
    executionProviders: [provider],
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    logSeverityLevel: 4,
  };
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n')[0]!.replace(/\.$/u, '');
}
