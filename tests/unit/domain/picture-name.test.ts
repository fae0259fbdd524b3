import { describe, expect, it } from 'vitest';
import { imageMediaTypes } from '../../../main/domain/image';
import { pictureFileName } from '../../../main/domain/picture-name';

const sentAtMs = new Date(2026, 0, 2, 3, 4, 5).getTime();

describe('the file of a picture that is saved', () => {
  it('is called by when it was sent and what its bytes are', () => {
    expect(imageMediaTypes.map((mediaType) => pictureFileName(sentAtMs, mediaType))).toEqual([
      'Tim 2026-01-02 03.04.05.jpg',
      'Tim 2026-01-02 03.04.05.png',
      'Tim 2026-01-02 03.04.05.webp',
      'Tim 2026-01-02 03.04.05.gif',
    ]);
  });

  it('has no sign that a system takes for something else', () => {
    for (const mediaType of imageMediaTypes) {
      expect(pictureFileName(sentAtMs, mediaType)).toMatch(/^[A-Za-z0-9 .-]+$/u);
    }
  });
});
