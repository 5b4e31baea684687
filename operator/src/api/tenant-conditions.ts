import type { Reason } from './reason.ts';
import { wait } from './reason.ts';

/** Every condition and reason of a listener: what it says, and what an administrator does about it. The operator writes no other. */
export const tenantConditions = {
  Ready: {
    Ready: { status: 'True', says: 'The listener is there as asked for.', remedy: null },
    InstallationMissing: {
      status: 'False',
      says: 'There is no SideTrack of that name in this namespace.',
      remedy: 'Make the installation that spec.installation names, or make the Tenant in the namespace of one.',
    },
    InstallationNotReady: {
      status: 'False',
      says: 'The installation does not answer yet.',
      remedy: 'Read the conditions of the SideTrack: kubectl describe sidetrack.',
    },
    InvalidSpec: {
      status: 'False',
      says: 'The spec cannot be carried out.',
      remedy: 'Change the field that the message names.',
    },
    HandleTaken: {
      status: 'False',
      says: 'The handle belongs to another listener of the installation.',
      remedy: 'Make a Tenant with another spec.handle, or delete the one that has it.',
    },
    SecretMissing: {
      status: 'False',
      says: 'A Secret that the Tenant names is missing or lacks its key.',
      remedy: 'Make the Secret that the message names.',
    },
    SecretTaken: {
      status: 'False',
      says: 'The Secret that apiTokenSecretName names was made by somebody else, so it is left alone.',
      remedy: 'Write another name in spec.apiTokenSecretName, or delete that Secret.',
    },
    Rejected: {
      status: 'False',
      says: 'The installation refused the listener.',
      remedy: 'Change what the message names.',
    },
    Suspended: {
      status: 'True',
      says: 'All work for the listener is stopped; the data is kept.',
      remedy: 'Set spec.suspended to false to go on.',
    },
    Deleting: { status: 'False', says: 'The deletion policy is being carried out.', remedy: wait },
  },
  Synced: {
    Synced: { status: 'True', says: 'Listens are read as planned.', remedy: null },
    Pending: { status: 'Unknown', says: 'No listens were read yet.', remedy: wait },
    NoService: {
      status: 'Unknown',
      says: 'No service is named that listens are read from.',
      remedy: 'Write spec.listenbrainz or spec.lastfm, or import files in the dashboard.',
    },
    Failing: {
      status: 'False',
      says: 'The service does not give the listens.',
      remedy: 'Read the message: it says what the service answered. The operator tries again.',
    },
    Suspended: { status: 'Unknown', says: 'Nothing is read while the Tenant is suspended.', remedy: null },
    Hibernating: { status: 'Unknown', says: 'Nothing is read while the installation hibernates.', remedy: null },
  },
  Purged: {
    Purging: { status: 'False', says: 'Rows of the listener are being removed.', remedy: wait },
    Stuck: {
      status: 'False',
      says: 'The installation cannot be reached, so the deletion policy cannot be carried out.',
      remedy:
        "Bring the installation back. If it is gone for good, annotate the Tenant with sidetrack.network/force-release='I accept that rows may remain'.",
    },
    Purged: { status: 'True', says: 'No row of the listener is left.', remedy: null },
    Retained: { status: 'False', says: 'The data is kept in the installation, as deletionPolicy says.', remedy: null },
    Released: {
      status: 'Unknown',
      says: 'The Tenant was released by force; rows may remain in the installation.',
      remedy: null,
    },
  },
} as const satisfies Record<string, Record<string, Reason>>;
