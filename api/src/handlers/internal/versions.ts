import type { InternalHandlers } from '../../server/call.ts';
import { UnknownVersionError } from '../../jobs/workflows.ts';
import { conflict, unavailable } from '../../server/problem-error.ts';

export const getVersions: InternalHandlers['getVersions'] = (_call, { workflows }) =>
  workflows.versions().catch((error: unknown) => {
    throw unavailable('Temporal', error);
  });

export const putCurrentVersion: InternalHandlers['putCurrentVersion'] = async ({ body }, { workflows }) => {
  try {
    await workflows.setCurrentVersion(body.buildId);
    return await workflows.versions();
  } catch (error) {
    if (error instanceof UnknownVersionError) throw conflict(error.message, error.remedy);
    throw unavailable('Temporal', error);
  }
};
