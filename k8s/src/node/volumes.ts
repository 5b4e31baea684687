/** Folders of the node that claims are given: a StorageClass `local`, the default, and `small`, whose volumes can be filled. */
const classes = [
  { name: 'local', count: 48, storage: '10Gi', isDefault: true },
  { name: 'small', count: 4, storage: '400Mi', isDefault: false },
];

/** The folders of a class's volumes below the volumes' folder. */
export function volumeNames(): { name: string; megabytes: number | null }[] {
  return classes.flatMap(({ name, count, storage, isDefault }) =>
    Array.from({ length: count }, (_, index) => ({
      name: `${name}-${index}`,
      megabytes: isDefault ? null : Number.parseInt(storage, 10),
    })),
  );
}

export function storageObjects(folder: string, node: string): object[] {
  return classes.flatMap(({ name, count, storage, isDefault }) => [
    {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: {
        name,
        annotations: { 'storageclass.kubernetes.io/is-default-class': String(isDefault) },
      },
      provisioner: 'kubernetes.io/no-provisioner',
      volumeBindingMode: 'WaitForFirstConsumer',
    },
    ...Array.from({ length: count }, (_, index) =>
      persistentVolume({ class: name, name: `${name}-${index}`, storage }, folder, node),
    ),
  ]);
}

interface Volume {
  class: string;
  name: string;
  storage: string;
}

function persistentVolume({ class: storageClassName, name, storage }: Volume, folder: string, node: string): object {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name },
    spec: {
      capacity: { storage },
      accessModes: ['ReadWriteOnce', 'ReadWriteMany', 'ReadOnlyMany'],
      persistentVolumeReclaimPolicy: 'Retain',
      storageClassName,
      local: { path: `${folder}/${name}` },
      nodeAffinity: {
        required: {
          nodeSelectorTerms: [
            { matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: [node] }] },
          ],
        },
      },
    },
  };
}
