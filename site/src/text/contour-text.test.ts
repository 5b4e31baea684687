import type { ContourPicture } from '../charts/contour-picture.ts';
import { describeMoment, strongestNotes, summariseContours } from './contour-text.ts';
import { englishReader } from './readers.fixture.ts';

const bin = (mean: number) => ({ low: mean, high: mean, mean });
const picture: ContourPicture = {
  measuredSeconds: 30,
  fileSeconds: 240,
  lanes: {
    loudness: [bin(-30), bin(-8.25), null],
    activity: [bin(1), bin(1.25), null],
    brightness: [bin(900), bin(1820), null],
    percussion: [bin(0), bin(0.35), null],
  },
  chroma: [],
};

test('a moment in words; what is not known is a dash', () => {
  expect(describeMoment(picture, 1, englishReader)).toBe(
    '0:10: loudness −8.3 dB, activity 1.3, brightness 1,820 Hz, percussion 35%',
  );
  expect(describeMoment(picture, 2, englishReader)).toBe('0:20: loudness —, activity —, brightness —, percussion —');
});

test('the contours in a sentence, with what an excerpt is of', () => {
  expect(summariseContours(picture, englishReader)).toBe(
    'Loudest at 0:10 (−8.3 dB), softest at 0:00 (−30.0 dB). Measured is an excerpt of 0:30 of 4:00.',
  );
  const silent = { ...picture, lanes: { ...picture.lanes, loudness: [null] } };
  expect(summariseContours(silent, englishReader)).toBe('Nothing in it can be heard.');
});

test('the strongest notes, at most three', () => {
  expect(strongestNotes([1, 0, 0, 0, 0.6, 0, 0, 0.75, 0, 0.5, 0, 0])).toBe('C G E');
  expect(strongestNotes(null)).toBe('—');
});
