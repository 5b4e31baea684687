import type { InternalHandlers } from '../../server/call.ts';
import { countWork } from '../../tenants/work-counts.ts';

export const getWork: InternalHandlers['getWork'] = (_call, { db, now }) => db.asService((tx) => countWork(tx, now()));
