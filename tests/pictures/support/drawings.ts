import type { Page } from '@playwright/test';
import type { PictureFile } from '../../e2e/support/picture-files';

/** Colours of a landscape, from the sky down to the nearest hill. */
interface Light {
  readonly sky: readonly [string, string];
  readonly sun: string;
  /** Height of the sun, 0 at the upper edge to 1. */
  readonly sunHeight: number;
  readonly hills: readonly [string, string, string];
}

const evening: Light = {
  sky: ['#33417e', '#f3a683'],
  sun: '#ffe3b3',
  sunHeight: 0.5,
  hills: ['#7a5c86', '#4f4470', '#2b2a4c'],
};
const noon: Light = {
  sky: ['#6db3e8', '#dff1fb'],
  sun: '#fffbe6',
  sunHeight: 0.24,
  hills: ['#a3c9b4', '#6aa886', '#3d7d5f'],
};
const night: Light = {
  sky: ['#0d1430', '#2d3a63'],
  sun: '#e8ecf7',
  sunHeight: 0.2,
  hills: ['#27345a', '#1b2543', '#111830'],
};

/** The same landscape at noon and in the evening, as files that somebody chooses. Needs any page to paint in. */
export async function landscapes(page: Page): Promise<readonly [PictureFile, PictureFile]> {
  const size = { width: 960, height: 640 };
  return [
    await landscape(page, 'noon.png', { light: noon, size }),
    await landscape(page, 'evening.png', { light: evening, size }),
  ];
}

/** Pictures of one day, high and wide ones, as somebody sends them together. Needs any page to paint in. */
export async function album(page: Page): Promise<readonly PictureFile[]> {
  const [wide, high] = [
    { width: 960, height: 640 },
    { width: 640, height: 800 },
  ];
  return [
    await landscape(page, 'noon.png', { light: noon, size: wide }),
    await landscape(page, 'evening-high.png', { light: evening, size: high }),
    await landscape(page, 'noon-high.png', { light: noon, size: high }),
    await landscape(page, 'evening.png', { light: evening, size: wide }),
    await landscape(page, 'night.png', { light: night, size: wide }),
  ];
}

/** What somebody shows beside a name: the landscape in the evening, small and square. Needs any page to paint in. */
export function ownPicture(page: Page): Promise<PictureFile> {
  return landscape(page, 'own.png', { light: evening, size: { width: 128, height: 128 } });
}

/** How many pixels something has. */
interface Size {
  readonly width: number;
  readonly height: number;
}

async function landscape(
  page: Page,
  name: string,
  { light, size }: { readonly light: Light; readonly size: Size },
): Promise<PictureFile> {
  const encoded = await page.evaluate(
    async ({ light: { sky, sun, sunHeight, hills }, size: { width, height } }) => {
      const scale = height / 640;
      const canvas = new OffscreenCanvas(width, height);
      const context = canvas.getContext('2d');
      if (context === null) throw new Error('no canvas');
      const air = context.createLinearGradient(0, 0, 0, height * 0.75);
      air.addColorStop(0, sky[0]);
      air.addColorStop(1, sky[1]);
      context.fillStyle = air;
      context.fillRect(0, 0, width, height);
      context.fillStyle = sun;
      context.beginPath();
      context.arc(width * 0.68, height * sunHeight, 46 * scale, 0, 2 * Math.PI);
      context.fill();
      for (const [index, colour] of hills.entries()) {
        context.fillStyle = colour;
        context.beginPath();
        context.moveTo(0, height);
        for (let x = 0; x <= width; x += 4) {
          const wave =
            Math.sin(x / scale / (190 - index * 30) + index * 2.1) + 0.4 * Math.sin(x / scale / 61 + index);
          context.lineTo(x, height * (0.6 + 0.13 * index) - wave * scale * (44 - index * 8));
        }
        context.lineTo(width, height);
        context.fill();
      }
      const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer());
      let text = '';
      for (const byte of bytes) text += String.fromCharCode(byte);
      return btoa(text);
    },
    { light, size },
  );
  return { name, mimeType: 'image/png', buffer: Buffer.from(encoded, 'base64') };
}
