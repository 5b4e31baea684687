import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Resvg } from '@resvg/resvg-js';
import satori from 'satori';
import type { Card } from '../data/queries/shares.ts';
import type { Reader } from '../text/format.ts';
import { CARD_SIZE, drawCard } from './card-drawing.ts';

/** A card as a PNG of 1200 x 630 pixels, the size that chats and networks show. Letters are drawn as shapes, so that no font need be installed. */
export async function cardPicture(card: Card, reader: Reader): Promise<Buffer> {
  const svg = await satori(drawCard(card, reader), { ...CARD_SIZE, fonts: await fonts() });
  return new Resvg(svg, { font: { loadSystemFonts: false } }).render().asPng();
}

type Fonts = Parameters<typeof satori>[1]['fonts'];

const WEIGHTS = [400, 600] as const;
/** Letters of names: Latin with its accents, Greek and Cyrillic. */
const SUBSETS = ['latin', 'latin-ext', 'greek', 'cyrillic', 'cyrillic-ext', 'vietnamese'] as const;
let loaded: Promise<Fonts> | undefined;

/** Read once. */
function fonts(): Promise<Fonts> {
  const { resolve } = createRequire(import.meta.url);
  loaded ??= Promise.all(
    SUBSETS.flatMap((subset) =>
      WEIGHTS.map(async (weight) => ({
        name: subset === 'latin' ? 'Inter' : `Inter ${subset}`,
        data: await readFile(resolve(`@fontsource/inter/files/inter-${subset}-${weight}-normal.woff`)),
        weight,
      })),
    ),
  );
  return loaded;
}
