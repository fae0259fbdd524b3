// @vitest-environment happy-dom
import { mount } from '@vue/test-utils';
import decodeQR from 'qr/decode.js';
import { describe, expect, it } from 'vitest';
import QrCode from '../../../../renderer/ui/QrCode.vue';

/** Pixels of a module. */
const scale = 4;

/** What a camera makes of the drawing. */
function read(svg: Element): string {
  const size = Number(svg.getAttribute('viewBox')?.split(' ')[2]);
  const width = size * scale;
  const data = new Uint8Array(width * width * 4).fill(255);
  for (const [, x, y, length] of (svg.querySelector('path')?.getAttribute('d') ?? '').matchAll(
    /M(\d+) (\d+)h(\d+)v1h-\d+z/g,
  )) {
    for (let row = Number(y) * scale; row < (Number(y) + 1) * scale; row += 1) {
      const start = (row * width + Number(x) * scale) * 4;
      data.fill(0, start, start + Number(length) * scale * 4);
    }
  }
  for (let index = 3; index < data.length; index += 4) data[index] = 255;
  return decodeQR({ width, height: width, data });
}

describe('a code for cameras', () => {
  it('says what it was made of, and follows it', async () => {
    const code = mount(QrCode, { props: { text: 'tim://add/XNXiw9n6zgL', label: 'QR code of my ID' } });
    expect(code.attributes('aria-label')).toBe('QR code of my ID');
    expect(read(code.element)).toBe('tim://add/XNXiw9n6zgL');
    await code.setProps({ text: 'tim://add/VB7ZSqhm4y9' });
    expect(read(code.element)).toBe('tim://add/VB7ZSqhm4y9');
  });
});
