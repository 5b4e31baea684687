import type { InternalHandlers } from '../../server/call.ts';
import * as tenants from './tenants.ts';
import * as versions from './versions.ts';
import * as work from './work.ts';

export const internalHandlers: InternalHandlers = { ...tenants, ...versions, ...work };
