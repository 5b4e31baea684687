import type { Reason } from './reason.ts';
import { wait } from './reason.ts';

const describe = (what: string) =>
  `Read the events and pods: kubectl describe pod -l app.kubernetes.io/component=${what}.`;

/** Every condition and reason of an installation: what it says, and what an administrator does about it. The operator writes no other. */
export const sideTrackConditions = {
  Ready: {
    Ready: { status: 'True', says: 'Every part that was asked for runs and answers.', remedy: null },
    Starting: { status: 'False', says: 'Parts of the installation are still starting.', remedy: wait },
    Degraded: {
      status: 'False',
      says: 'A part that ran is no longer ready.',
      remedy: 'Read the condition that is False: it names the part and what to do.',
    },
    InvalidSpec: {
      status: 'False',
      says: 'The spec cannot be carried out.',
      remedy: 'Change the field that the message names.',
    },
    Hibernating: {
      status: 'False',
      says: 'Everything is scaled to zero; all data is kept.',
      remedy: 'Set spec.hibernate to false to go on.',
    },
    Paused: {
      status: 'Unknown',
      says: 'The operator leaves this installation as it is.',
      remedy: 'Set spec.paused to false to let it go on.',
    },
    Deleting: {
      status: 'False',
      says: 'The installation is being deleted; volumes and credentials are kept.',
      remedy: null,
    },
  },
  Progressing: {
    Complete: { status: 'False', says: 'What was asked for has been carried out.', remedy: null },
    Applying: { status: 'True', says: 'The operator is making the objects that were asked for.', remedy: wait },
    RollingOut: { status: 'True', says: 'A new version is being rolled out.', remedy: wait },
    RolledBack: {
      status: 'False',
      says: 'The new version did not become ready in time, so the last good one runs again.',
      remedy: 'Read the logs of the pods of the failed version, then write another spec.image.tag.',
    },
    Restoring: { status: 'True', says: 'A backup is being restored.', remedy: wait },
    Hibernating: { status: 'True', says: 'Parts are being scaled to zero.', remedy: wait },
    Paused: {
      status: 'False',
      says: 'The operator changes nothing while spec.paused is true.',
      remedy: 'Set spec.paused to false to let it go on.',
    },
    Blocked: {
      status: 'False',
      says: 'A step cannot be done, and the steps after it wait.',
      remedy: 'Read the condition that is False: it names what is missing.',
    },
  },
  DatabaseReady: {
    Ready: { status: 'True', says: 'The database answers.', remedy: null },
    Starting: { status: 'False', says: 'The database is starting.', remedy: wait },
    VolumePending: {
      status: 'False',
      says: "The database's volume is not bound.",
      remedy:
        'Set database.embedded.storageClassName to a class that provisions volumes (kubectl get storageclass), or make a volume for the claim.',
    },
    VolumeFull: {
      status: 'False',
      says: "The database's volume is full, so nothing can be written.",
      remedy: 'Write a larger database.embedded.storage where the class allows growing, or free space on the volume.',
    },
    NotReady: { status: 'False', says: 'The database does not answer.', remedy: describe('postgres') },
    SecretMissing: {
      status: 'False',
      says: 'The Secret of the external database is missing or lacks a key.',
      remedy: 'Make the Secret that database.external.secretName names, with the keys url and ownerUrl.',
    },
    CredentialsMissing: {
      status: 'False',
      says: 'The Secret with the credentials of the kept data is gone.',
      remedy:
        'Put the Secret <name>-credentials back from where you keep it; without it the kept volume cannot be opened.',
    },
    CnpgMissing: {
      status: 'False',
      says: 'CloudNativePG is not installed in this cluster.',
      remedy: 'Install CloudNativePG, or choose database.embedded in a new installation.',
    },
    RestoreFailed: {
      status: 'False',
      says: 'The backup could not be restored.',
      remedy:
        'Read the log of the Job <name>-restore, then write the name of a backup that is there in restoreFrom.backup.',
    },
    Hibernating: { status: 'False', says: 'The database is scaled to zero.', remedy: null },
  },
  Migrated: {
    Migrated: { status: 'True', says: 'The database has the schema of this version.', remedy: null },
    Waiting: { status: 'False', says: 'The migration waits for the database.', remedy: wait },
    Migrating: { status: 'False', says: 'The migration Job runs.', remedy: wait },
    MigrationFailed: {
      status: 'False',
      says: 'The migration Job failed; the version that ran before goes on.',
      remedy:
        "Read the Job's log (kubectl logs -l app.kubernetes.io/component=migrate), then write another spec.image.tag, or delete the Job to try again.",
    },
    DatabaseNewer: {
      status: 'False',
      says: 'The database was migrated by a newer version than this one.',
      remedy: 'Write the newer tag in spec.image.tag, or restore a backup from before.',
    },
  },
  TemporalReady: {
    Ready: { status: 'True', says: 'Temporal answers and has the namespace.', remedy: null },
    Waiting: { status: 'False', says: 'Temporal waits for the database.', remedy: wait },
    Starting: { status: 'False', says: 'Temporal is starting.', remedy: wait },
    SchemaFailed: {
      status: 'False',
      says: "The Job that sets up Temporal's schema failed.",
      remedy: "Read the Job's log: kubectl logs -l app.kubernetes.io/component=temporal-schema.",
    },
    NotReady: { status: 'False', says: 'Temporal does not answer.', remedy: describe('temporal') },
    SecretMissing: {
      status: 'False',
      says: "The Secret for Temporal's TLS is missing or lacks a key.",
      remedy: 'Make the Secret that temporal.external.tlsSecretName names, with the keys ca.crt, tls.crt and tls.key.',
    },
    External: { status: 'True', says: 'Others run Temporal; the API reports whether it answers.', remedy: null },
    Hibernating: { status: 'False', says: 'Temporal is scaled to zero.', remedy: null },
  },
  ApiReady: {
    Ready: { status: 'True', says: 'The API answers.', remedy: null },
    Waiting: { status: 'False', says: 'The API waits for the database and its migration.', remedy: wait },
    Starting: { status: 'False', says: 'The API is starting.', remedy: wait },
    NotReady: { status: 'False', says: 'Pods of the API are not ready.', remedy: describe('api') },
    ImagePullFailed: {
      status: 'False',
      says: 'The image of the API cannot be fetched.',
      remedy: 'Check image.registry, image.tag and image.pullSecrets.',
    },
    SecretMissing: {
      status: 'False',
      says: 'A Secret that the API reads is missing or lacks a key.',
      remedy: 'Make the Secret that the message names.',
    },
    Unreachable: {
      status: 'False',
      says: 'The pods of the API are ready, but the operator cannot reach it.',
      remedy: "Let the operator's namespace reach port 8000 of the API: check NetworkPolicies of your own.",
    },
    Hibernating: { status: 'False', says: 'The API is scaled to zero.', remedy: null },
  },
  WorkersReady: {
    Ready: { status: 'True', says: 'Every queue has its workers.', remedy: null },
    Waiting: { status: 'False', says: 'The workers wait for the database, Temporal and the API.', remedy: wait },
    Starting: { status: 'False', says: 'Workers are starting.', remedy: wait },
    NotReady: {
      status: 'False',
      says: 'Workers are not ready.',
      remedy:
        'Read the events and pods of the worker that the message names: kubectl describe pod -l app.kubernetes.io/component=worker-….',
    },
    ImagePullFailed: {
      status: 'False',
      says: 'The image of the workers cannot be fetched.',
      remedy: 'Check image.registry, image.tag and image.pullSecrets.',
    },
    Draining: { status: 'True', says: 'Workers of the version before finish the runs that they began.', remedy: null },
    Hibernating: { status: 'False', says: 'The workers are scaled to zero.', remedy: null },
  },
  SiteReady: {
    Ready: { status: 'True', says: 'The site answers.', remedy: null },
    Waiting: { status: 'False', says: 'The site waits for the API.', remedy: wait },
    Starting: { status: 'False', says: 'The site is starting.', remedy: wait },
    NotReady: { status: 'False', says: 'Pods of the site are not ready.', remedy: describe('site') },
    ImagePullFailed: {
      status: 'False',
      says: 'The image of the site cannot be fetched.',
      remedy: 'Check image.registry, image.tag and image.pullSecrets.',
    },
    Disabled: { status: 'True', says: 'No site was asked for (site.replicas is 0).', remedy: null },
    Hibernating: { status: 'False', says: 'The site is scaled to zero.', remedy: null },
  },
  BackupReady: {
    Ready: { status: 'True', says: 'The last backup was made as planned.', remedy: null },
    Disabled: {
      status: 'True',
      says: 'No backups were asked for; a lost volume is lost.',
      remedy: 'Write spec.backup.schedule to have backups.',
    },
    NoneYet: {
      status: 'Unknown',
      says: 'No backup was made yet.',
      remedy: 'Wait for the schedule, or make one now: kubectl sidetrack backup.',
    },
    Failed: {
      status: 'False',
      says: 'The last backup failed; the ones before are kept.',
      remedy: "Read the Job's log: kubectl logs -l app.kubernetes.io/component=backup.",
    },
    Overdue: {
      status: 'False',
      says: 'No backup was made when the schedule asked for one.',
      remedy: 'Look at the CronJob: kubectl describe cronjob -l app.kubernetes.io/component=backup.',
    },
    Hibernating: { status: 'Unknown', says: 'No backups are made while the installation hibernates.', remedy: null },
  },
  GpuReady: {
    Ready: { status: 'True', says: 'GPU pods run the work that waits for them.', remedy: null },
    Idle: { status: 'True', says: 'No work waits for a GPU, so none is asked for.', remedy: null },
    Disabled: { status: 'True', says: 'No GPU was asked for (workers.extractGpu.max is 0).', remedy: null },
    Starting: { status: 'Unknown', says: 'GPU pods are starting.', remedy: wait },
    WaitingForQueue: {
      status: 'False',
      says: 'Kueue has not admitted the Jobs yet.',
      remedy: "Look at the queue's quota: kubectl describe localqueue, kubectl get workloads.",
    },
    QueueMissing: {
      status: 'False',
      says: 'Kueue or the LocalQueue that was named is missing.',
      remedy: 'Make the LocalQueue that workers.extractGpu.kueueQueue names, or take kueueQueue away.',
    },
    Unschedulable: {
      status: 'False',
      says: 'No node has a free GPU for these pods.',
      remedy:
        'Check resourceName, nodeSelector and tolerations of workers.extractGpu against kubectl describe node, or add nodes.',
    },
    PodsRefused: {
      status: 'False',
      says: 'The cluster lets no GPU pods in.',
      remedy:
        'Read the events of the Jobs (kubectl describe job -l app.kubernetes.io/component=worker-extract-gpu): a ResourceQuota or an admission webhook refuses their pods.',
    },
    FallenBack: {
      status: 'False',
      says: 'No GPU came in fallbackSeconds, so CPU workers took the work.',
      remedy: 'Add GPU nodes or quota, or raise workers.extractGpu.fallbackSeconds; the work itself goes on.',
    },
    Failing: { status: 'False', says: 'GPU pods fail.', remedy: describe('worker-extract-gpu') },
    Unknown: {
      status: 'Unknown',
      says: 'The installation does not say how much work waits.',
      remedy: 'Read the condition ApiReady.',
    },
    Hibernating: { status: 'Unknown', says: 'No GPU is asked for while the installation hibernates.', remedy: null },
  },
} as const satisfies Record<string, Record<string, Reason>>;
