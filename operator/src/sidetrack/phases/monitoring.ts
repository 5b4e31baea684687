import { dashboardConfigMap, metricsService, serviceMonitor } from '../../resources/monitoring.ts';
import { applyAll, deleteStep } from '../step.ts';
import type { Phase } from './phase.ts';

/** What Prometheus and Grafana find, where prometheus-operator is installed. */
export const monitoringPhase: Phase = ({ installation, has, monitor }) => {
  const isAsked = installation.spec.monitoring.enabled;
  if (!isAsked) return { steps: monitor === null ? [] : [deleteStep(monitor)], conditions: [], isDone: true };
  return {
    steps: applyAll([
      metricsService(installation),
      dashboardConfigMap(installation),
      has.serviceMonitor ? serviceMonitor(installation) : null,
    ]),
    conditions: [],
    isDone: true,
  };
};
