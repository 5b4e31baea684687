import { foldText, versionGuards } from '@sidetrack/analysis';

export type Rung = 'mbid' | 'isrc' | 'name_duration' | 'name';

/** A recording that was listened to and a file that may be it, with what is known of both. Durations in seconds. */
export interface Candidate {
  recordingId: string;
  audioFileId: string;
  /** What the two have in common; several may hold. Redirects of merged MBIDs are resolved. */
  sameMbid: boolean;
  sameIsrc: boolean;
  sameKey: boolean;
  /** Both carry an MBID and these differ. */
  otherMbid: boolean;
  recording: { title: string; releaseTitle: string | null; durationSeconds: number | null };
  file: { title: string | null; album: string | null; durationSeconds: number | null; isGone: boolean };
}

export interface Judgement {
  rung: Rung;
  /** 0 to 1: how sure it is that this file is this recording. */
  confidence: number;
}

/** Two copies of one recording differ by padding and by where a medium was cut, hardly by more than this. */
const SAME_DURATION_SECONDS = 3;

/**
 * The highest rung of the ladder that a candidate stands on, or null where it is none. An embedded MBID says which recording
 * it is. An ISRC may be shared by versions, so the version named in the titles must agree. Names need that too, and a
 * duration within 3 s where both are known; where one is not, the match stands but less firmly.
 */
export function judgeCandidate(candidate: Candidate): Judgement | null {
  if (candidate.sameMbid) return { rung: 'mbid', confidence: 1 };
  if (!sameVersion(candidate)) return null;
  const apart = secondsApart(candidate);
  if (candidate.sameIsrc && (apart === null || apart <= SAME_DURATION_SECONDS))
    return { rung: 'isrc', confidence: 0.95 };
  if (!candidate.sameKey) return null;
  if (apart === null) return { rung: 'name', confidence: rounded(0.6 + bonus(candidate)) };
  if (apart > SAME_DURATION_SECONDS) return null;
  return {
    rung: 'name_duration',
    confidence: rounded(0.85 - (0.05 * apart) / SAME_DURATION_SECONDS + bonus(candidate)),
  };
}

function sameVersion({ recording, file }: Candidate): boolean {
  const ofRecording = versionGuards(recording.title);
  const ofFile = versionGuards(file.title ?? '');
  return ofRecording.length === ofFile.length && ofRecording.every((guard, index) => guard === ofFile[index]);
}

function secondsApart({ recording, file }: Candidate): number | null {
  if (recording.durationSeconds === null || file.durationSeconds === null) return null;
  return Math.abs(recording.durationSeconds - file.durationSeconds);
}

/** The same album makes it likelier; another MBID in the file says that someone held it for another recording. */
function bonus({ recording, file, otherMbid }: Candidate): number {
  const sameAlbum =
    recording.releaseTitle !== null && file.album !== null && foldText(recording.releaseTitle) === foldText(file.album);
  return (sameAlbum ? 0.05 : 0) - (otherMbid ? 0.1 : 0);
}

const rounded = (value: number): number => Math.round(value * 1000) / 1000;
