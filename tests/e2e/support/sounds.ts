import type { Page } from '@playwright/test';

const samplesPerSecond = 8_000;
const headerBytes = 44;

/** A WAVE of noise: every stretch of it is found again wherever it is left. */
export function noise(seconds: number, random: (length: number) => Buffer): Buffer {
  const samples = random(seconds * samplesPerSecond);
  const header = Buffer.alloc(headerBytes);
  header.write('RIFF', 0);
  header.writeUInt32LE(samples.length + headerBytes - 8, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  // PCM, one channel.
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(samplesPerSecond, 24);
  header.writeUInt32LE(samplesPerSecond, 28);
  header.writeUInt16LE(1, 32);
  header.writeUInt16LE(8, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples.length, 40);
  return Buffer.concat([header, samples]);
}

/** A film of some seconds, made by the page's own engine: of colours, or of a picture (PNG) that turns into another. */
export async function film(
  page: Page,
  frames: number,
  pictures: readonly [Buffer, Buffer] | null = null,
): Promise<Buffer> {
  const encoded = pictures?.map((picture) => picture.toString('base64')) ?? [];
  const bytes = await page.evaluate(
    async ({ count, shown }) => {
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = shown.length > 0 ? [640, 360] : [320, 180];
      const { width, height } = canvas;
      const context = canvas.getContext('2d');
      const layers = await Promise.all(
        shown.map((text) => {
          const data = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
          return createImageBitmap(new Blob([data], { type: 'image/png' }));
        }),
      );
      const recorder = new MediaRecorder(canvas.captureStream(30), { mimeType: 'video/webm;codecs=vp8' });
      const parts: Blob[] = [];
      recorder.addEventListener('dataavailable', ({ data }) => void parts.push(data));
      const stopped = new Promise((resolve) => recorder.addEventListener('stop', resolve, { once: true }));
      recorder.start();
      for (let frame = 0; frame < count; frame += 1) {
        if (context !== null) {
          context.fillStyle = `hsl(${String(frame * 7)} 80% 50%)`;
          context.fillRect(0, 0, width, height);
          for (const [index, layer] of layers.entries()) {
            context.globalAlpha = index === 0 ? 1 : frame / count;
            context.drawImage(layer, 0, 0, layer.width, (layer.width * height) / width, 0, 0, width, height);
          }
        }
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
      recorder.stop();
      await stopped;
      return [...new Uint8Array(await new Blob(parts).arrayBuffer())];
    },
    { count: frames, shown: encoded },
  );
  return Buffer.from(bytes);
}
