import type { Client } from 'openapi-fetch';
import type { components, paths } from '../../generated/api.ts';
import { toAnswer } from '../answer.ts';
import type { Answer } from '../answer.ts';
import type { Axis } from '../types.ts';

type Api = Client<paths>;
type Schemas = components['schemas'];

export type Label = Schemas['Label'];
export type LabelEffect = Schemas['LabelEffect'];
export type AddedLabel = Schemas['AddedLabel'];
export type AxisCalibration = Schemas['AxisCalibration'];
export type Comparison = paths['/comparisons/next']['get']['responses'][200]['content']['application/json'];

/** A label as it is sent: with another track it is a comparison. */
export type LabelRequest = Schemas['LabelRequest'];

const MOST_LABELS = 1000;

/** The listener's labels, newest first; of one track where it is named. */
export async function fetchLabels(api: Api, recordingId: string | null): Promise<Answer<Label[]>> {
  const query = { limit: MOST_LABELS, ...(recordingId !== null && { recordingId }) };
  const answer = await toAnswer(api.GET('/labels', { params: { query } }));
  return answer.data === null ? answer : { data: answer.data.labels, trouble: null };
}

export function addLabel(api: Api, body: LabelRequest): Promise<Answer<AddedLabel>> {
  return toAnswer(api.POST('/labels', { body }));
}

/** What the withdrawal changes. */
export async function withdrawLabel(api: Api, id: string): Promise<Answer<LabelEffect>> {
  const answer = await toAnswer(api.DELETE('/labels/{id}', { params: { path: { id } } }));
  return answer.data === null ? answer : { data: answer.data.effect, trouble: null };
}

/** What the labels have changed, one entry for each axis that has any. */
export async function fetchCalibration(api: Api): Promise<Answer<AxisCalibration[]>> {
  const answer = await toAnswer(api.GET('/calibration'));
  return answer.data === null ? answer : { data: answer.data.axes, trouble: null };
}

interface Question {
  axis: Axis;
  /** A track that has to be one of the two. */
  recordingId: string | null;
  /** How many pairs were passed over. */
  skip: number;
}

export function fetchComparison(api: Api, { axis, recordingId, skip }: Question): Promise<Answer<Comparison>> {
  const query = { axis, skip, ...(recordingId !== null && { recordingId }) };
  return toAnswer(api.GET('/comparisons/next', { params: { query } }));
}
