import { streamJob } from '../events/stream-job.ts';
import { streamListener } from '../events/stream-listener.ts';
import { readJob, readJobs } from '../queries/jobs.ts';
import type { Handlers } from '../server/call.ts';
import { notFound } from '../server/problem-error.ts';

export const listJobs: Handlers['listJobs'] = async ({ query, scope }) => ({
  jobs: await scope.run((tx) => readJobs(tx, scope.userId, query.limit)),
});

export const getJob: Handlers['getJob'] = async ({ params, scope }) => {
  const job = await scope.run((tx) => readJob(tx, scope.userId, params.id));
  if (job === undefined) throw noJob();
  return job;
};

export const followJob: Handlers['followJob'] = async ({ params, scope, caller, request, response }, deps) => {
  const { credentialId } = caller;
  const known = await streamJob(params.id, { scope, credentialId, request, response, events: deps.events });
  if (!known) throw noJob();
  return undefined;
};

export const followAll: Handlers['followAll'] = ({ caller: { userId, credentialId }, request, response }, deps) => {
  streamListener({ userId, credentialId, request, response, events: deps.events, now: deps.now });
  return undefined;
};

function noJob(): Error {
  return notFound('job', 'GET /api/v1/jobs lists the jobs there are.');
}
