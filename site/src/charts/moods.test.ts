import { readFileSync } from 'node:fs';
import { MOODS } from './moods.ts';

const css = readFileSync(new URL('../styles/global.css', import.meta.url), 'utf8');
type Color = readonly [number, number, number];

/** The light and the dark value of a token, as linear RGB. */
function token(name: string): { light: Color; dark: Color } {
  const [, light, dark] = new RegExp(`${name}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`).exec(css) ?? [];
  return { light: linear(light!), dark: linear(dark!) };
}

function linear(hex: string): Color {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

const luminance = ([r, g, b]: Color) => 0.2126 * r + 0.7152 * g + 0.0722 * b;

function contrast(one: Color, other: Color): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light! + 0.05) / (dark! + 0.05);
}

const times = (rows: readonly Color[], color: Color): Color =>
  rows.map((row) => row.reduce((sum, part, i) => sum + part * color[i]!, 0)) as unknown as Color;

/** Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB. */
const VISIONS: Readonly<Record<string, readonly Color[]>> = {
  'every cone': [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** Ottosson's OKLab (2020): distances in it are about as large as they look. */
function oklab(color: Color): Color {
  const cones = times(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    color,
  ).map((cone) => Math.cbrt(Math.max(0, cone))) as unknown as Color;
  return times(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    cones,
  );
}

const seen = (color: Color, vision: string) =>
  oklab(times(VISIONS[vision]!, color).map((part) => Math.min(1, Math.max(0, part))) as unknown as Color);
const distance = (a: Color, b: Color) => Math.hypot(...a.map((part, i) => part - b[i]!));

const colors = MOODS.map(({ color }) => token(color));

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  test('every mood stands out from the surface by 3 to 1', () => {
    const surface = token('--surface')[theme];
    expect(colors.map((color) => contrast(color[theme], surface)).filter((ratio) => ratio < 3)).toEqual([]);
  });

  test.each(Object.keys(VISIONS))('with %s neighbours are far apart, and no two look alike', (vision) => {
    const places = colors.map((color) => seen(color[theme], vision));
    places.forEach((place, i) => {
      places.slice(i + 1).forEach((other, gap) => {
        expect(distance(place, other)).toBeGreaterThan(gap === 0 ? 0.15 : 0.1);
      });
    });
  });
});
