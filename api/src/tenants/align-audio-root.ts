import { join } from 'node:path';
import type { Sql } from '@sidetrack/prisma';
import type { Deps } from '../deps.ts';
import { addAudioRoot } from '../queries/add-audio-root.ts';
import { ProblemError } from '../server/problem-error.ts';

/**
 * Gives the listener the one folder of audio that their Tenant names, below the volume of the installation; true where
 * something differed. Whether there is such a folder shows when it is scanned: this pod need not see the volume.
 */
export async function alignAudioRoot(
  tx: Sql,
  { userId, subPath }: { userId: string; subPath: string | null },
  { settings, now }: Deps,
): Promise<boolean> {
  const path = subPath === null ? null : join(volumeOf(settings.audioDir), subPath);
  const removed = await tx.query(
    'DELETE FROM audio_roots WHERE user_id = $1 AND path IS DISTINCT FROM $2 RETURNING id',
    [userId, path],
  );
  if (path === null) return removed.length > 0;
  const known = await tx.query('SELECT FROM audio_roots WHERE user_id = $1 AND path = $2', [userId, path]);
  if (known.length > 0) return removed.length > 0;
  await addAudioRoot(tx, userId, path, now());
  return true;
}

function volumeOf(audioDir: string | undefined): string {
  if (audioDir !== undefined) return audioDir;
  throw new ProblemError({
    status: 422,
    kind: 'not-possible-here',
    title: 'Not possible on this installation',
    detail: 'audioSubPath: this installation has no audio volume.',
    remedy: 'Set spec.audio of the SideTrack, or leave spec.audioSubPath of the Tenant out.',
  });
}
