/** A rule of a Role, as RBAC has it. */
export interface Rule {
  apiGroups: string[];
  resources: string[];
  verbs: string[];
  resourceNames?: string[];
}

/** "verb group/resource" of every right that the rules give; the core group is empty. */
export function rightsOf(rules: readonly Rule[]): string[] {
  const rights = rules.flatMap(({ apiGroups, resources, verbs }) =>
    apiGroups.flatMap((group) =>
      resources.flatMap((resource) => verbs.map((verb) => rightText({ verb, group, resource }))),
    ),
  );
  return [...new Set(rights)].sort();
}

export const rightText = ({ verb, group, resource }: { verb: string; group: string; resource: string }): string =>
  `${verb} ${group === '' ? '' : `${group}/`}${resource}`;

/** Rights of the operator that its tests on an API server do not come to use, and why it has them. */
export const rightsWithReason: readonly { rights: RegExp; because: string }[] = [
  {
    rights: /^update sidetrack\.network\/(sidetracks|tenants)\/finalizers$/,
    because:
      'Children name their owner with blockOwnerDeletion; clusters that enforce the permission for it (OpenShift) ask for this right.',
  },
  {
    rights: /^get sidetrack\.network\/(sidetracks|tenants)$/,
    because: 'Read once where a status was refused because the watch lags behind.',
  },
  {
    rights: /^patch sidetrack\.network\/sidetracks$/,
    because: 'Finalizers and annotations of a SideTrack, as of a Tenant.',
  },
  { rights: /^patch events\.k8s\.io\/events$/, because: 'Counts an event up that comes again a minute later or more.' },
  {
    rights: /^delete apps\/statefulsets$/,
    because: 'What a later operator no longer makes goes. The volumes of a StatefulSet have no owner and stay.',
  },
  {
    rights: /^(get|create|patch) postgresql\.cnpg\.io\/clusters$/,
    because: 'database.cnpg, where CloudNativePG is installed. Never deleted: it is data.',
  },
  {
    rights: /^(get|create|patch|delete) monitoring\.coreos\.com\/servicemonitors$/,
    because: 'monitoring.enabled, where the prometheus-operator is installed.',
  },
];
