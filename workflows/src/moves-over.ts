import type { WorkflowDefinitionOptions } from '@temporalio/common';
import { workflowInfo } from '@temporalio/workflow';

/**
 * Options of a workflow that goes on under each new version of the workers, instead of ending on the one that it began on: one that
 * runs for days. Its histories must replay (replay.test.ts). Workers without a version may not speak of versions at all.
 */
export function movesOver(): WorkflowDefinitionOptions {
  const name = workflowInfo().currentDeploymentVersion?.deploymentName ?? '';
  return name === '' ? {} : { versioningBehavior: 'AUTO_UPGRADE' };
}
