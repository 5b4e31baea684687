/**
 * Measures the tracks that its parent names over IPC, one after another. A process of its own, because a decoder or a model that
 * crashes takes its process along, and that must not be the worker.
 */
import { PermanentError, describeError } from '../errors.ts';
import { UnreadableAudioError } from '../audio/index.ts';
import { PROVIDER_WARNING } from '../models/index.ts';
import type { MeasureAnswer, MeasureRequest } from './measurer.ts';
import { measure } from './measure.ts';

const warnings: string[] = [];
process.on('warning', (warning) => {
  if ('code' in warning && warning.code === PROVIDER_WARNING) warnings.push(warning.message);
});
process.on('disconnect', () => process.exit(0));
process.on('message', (request: MeasureRequest) => {
  void answer(request).then((result) => process.send?.({ ...result, warnings: warnings.splice(0) }));
});

async function answer({ path, options }: MeasureRequest): Promise<MeasureAnswer> {
  try {
    return { outcome: 'measured', measurement: await measure(path, options) };
  } catch (error) {
    if (error instanceof UnreadableAudioError) return { outcome: 'unreadable', path, reason: error.reason };
    return { outcome: error instanceof PermanentError ? 'impossible' : 'failed', reason: describeError(error) };
  }
}
