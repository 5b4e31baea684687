import { isGrpcServiceError } from '@temporalio/client';
import type { WorkflowService } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';

/** How long Temporal remembers a workflow that has ended. */
const RETENTION = '7 days';

/**
 * Registers the namespace where the server does not have it; what one has is left as it is. A server that lets us neither see
 * nor register namespaces is taken at its word: its administrator made ours, or using it will tell.
 */
export async function ensureNamespace(service: WorkflowService, namespace: string): Promise<void> {
  try {
    await service.describeNamespace({ namespace });
  } catch (error) {
    if (isDenied(error)) return;
    if (codeOf(error) !== NOT_FOUND) throw error;
    await register(service, namespace);
  }
}

async function register(service: WorkflowService, namespace: string): Promise<void> {
  try {
    await service.registerNamespace({
      namespace,
      description: 'SideTrack',
      workflowExecutionRetentionPeriod: msToTs(RETENTION),
    });
  } catch (error) {
    if (isDenied(error) || codeOf(error) === ALREADY_EXISTS) return;
    throw error;
  }
}

function isDenied(error: unknown): boolean {
  return [PERMISSION_DENIED, UNIMPLEMENTED].includes(codeOf(error) ?? OK);
}

/** The gRPC status of an answer of the server. */
function codeOf(error: unknown): number | undefined {
  return isGrpcServiceError(error) ? error.code : undefined;
}

const OK = 0;
const NOT_FOUND = 5;
const ALREADY_EXISTS = 6;
const PERMISSION_DENIED = 7;
const UNIMPLEMENTED = 12;
