import {
  File,
  Id3v2FrameClassType,
  Id3v2Tag,
  Id3v2UserTextInformationFrame,
  Mpeg4AppleTag,
  TagTypes,
  XiphComment,
} from 'node-taglib-sharp';
import type { Fields } from './tag-fields.ts';

/** A file whose tags cannot hold fields of one's own, or cannot be read. The message is a clause. */
export class TagsRefusedError extends Error {
  override readonly name = 'TagsRefusedError';
}

/**
 * What these fields of a file's tags say: Vorbis comments (FLAC, Ogg), TXXX frames of ID3v2 (MP3, WAVE, AIFF), iTunes' `----` atoms (MP4).
 * @throws TagsRefusedError for other kinds of files, and for broken ones
 */
export function readFields(path: string, names: readonly string[]): Fields {
  return withTags(path, (tags) => Object.fromEntries(names.map((name) => [name, tags.get(name)])));
}

/** Writes these fields in place, and no other; null removes a field. @throws TagsRefusedError */
export function writeFields(path: string, fields: Fields): void {
  withTags(path, (tags, file) => {
    for (const [name, value] of Object.entries(fields)) tags.set(name, value);
    file.save();
  });
}

interface Tags {
  get(name: string): string | null;
  set(name: string, value: string | null): void;
}

function withTags<T>(path: string, work: (tags: Tags, file: File) => T): T {
  let file: File | undefined;
  try {
    file = File.createFromPath(path);
    return work(tagsOf(file), file);
  } catch (error) {
    if (error instanceof TagsRefusedError) throw error;
    throw new TagsRefusedError(`its tags cannot be read (${error instanceof Error ? error.message : 'unknown'})`, {
      cause: error,
    });
  } finally {
    file?.dispose();
  }
}

function tagsOf(file: File): Tags {
  for (const type of [TagTypes.Xiph, TagTypes.Apple, TagTypes.Id3v2]) {
    if ((file.tagTypes & type) === 0 && !isUsual(type, file.name)) continue;
    const tag = file.getTag(type, true);
    if (tag instanceof XiphComment) return ofXiph(tag);
    if (tag instanceof Mpeg4AppleTag) return ofApple(tag);
    if (tag instanceof Id3v2Tag) return ofId3(tag);
  }
  throw new TagsRefusedError('its kind of file has no room for fields of other programs');
}

/** Whether a file that has no tags yet gets tags of this type. */
function isUsual(type: TagTypes, path: string): boolean {
  if (type === TagTypes.Xiph) return /\.(flac|ogg|oga|opus)$/iu.test(path);
  return (type === TagTypes.Apple ? /\.(m4a|m4b|mp4)$/iu : /\.(mp3|wav|aif|aiff)$/iu).test(path);
}

function ofXiph(tag: XiphComment): Tags {
  return {
    get: (name) => joined(tag.getField(name)),
    set: (name, value) => (value === null ? tag.removeField(name) : tag.setFieldAsStrings(name, value)),
  };
}

const MEAN = 'com.apple.iTunes';

function ofApple(tag: Mpeg4AppleTag): Tags {
  return {
    get: (name) => joined(tag.getItunesStrings(MEAN, name)),
    set: (name, value) => tag.setItunesStrings(MEAN, name, ...(value === null ? [] : [value])),
  };
}

function ofId3(tag: Id3v2Tag): Tags {
  const all = () =>
    tag.getFramesByClassType<Id3v2UserTextInformationFrame>(Id3v2FrameClassType.UserTextInformationFrame);
  const framesOf = (name: string) => all().filter(({ description }) => description.toUpperCase() === name);
  return {
    get: (name) => joined(framesOf(name).flatMap(({ text }) => text)),
    set(name, value) {
      for (const frame of framesOf(name)) tag.removeFrame(frame);
      if (value === null) return;
      const frame = Id3v2UserTextInformationFrame.fromDescription(name);
      frame.text = [value];
      tag.addFrame(frame);
    },
  };
}

/** Several values of one field are shown as one; only fields of one value are ever written. */
function joined(values: readonly string[] | undefined): string | null {
  return values === undefined || values.length === 0 ? null : values.join('; ');
}
