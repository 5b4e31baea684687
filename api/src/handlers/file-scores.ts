import { readFileScores } from '../queries/file-scores.ts';
import type { Handlers } from '../server/call.ts';

export const listFileScores: Handlers['listFileScores'] = async ({ query: { after, limit }, scope }) => {
  const files = await scope.run((tx) => readFileScores(tx, scope.userId, { after: after ?? null, limit }));
  return { files, next: files.length < limit ? null : files.at(-1)!.fileId };
};
