import { serviceAccounts } from '../../resources/service-accounts.ts';
import { networkPolicies } from '../../resources/network-policies.ts';
import { applyAll } from '../step.ts';
import type { Phase } from './phase.ts';

/** Identities and network policies, before the pods that they bind. */
export const accessPhase: Phase = ({ installation, externalPorts }) => ({
  steps: applyAll([...serviceAccounts(installation), ...networkPolicies(installation, externalPorts)]),
  conditions: [],
  isDone: true,
});
