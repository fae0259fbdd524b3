import { describe, expect, it } from 'vitest';
import type { BodyView } from '../../../../../preload/contract/message-views';
import { pictureBox, shownPicture } from '../../../../../renderer/features/conversation/picture-box';

describe('the box of a picture', () => {
  it.each([
    ['a large one', 2_048, 1_536, { width: 320, height: 240, isCropped: false, isLong: false }],
    ['a small one', 200, 100, { width: 200, height: 100, isCropped: false, isLong: false }],
    ['a tiny one, which is not enlarged', 16, 16, { width: 72, height: 48, isCropped: false, isLong: false }],
    [
      'a long screenshot, of which the beginning is shown',
      400,
      4_000,
      { width: 160, height: 320, isCropped: true, isLong: true },
    ],
    ['a panorama', 4_000, 200, { width: 320, height: 48, isCropped: true, isLong: false }],
  ])('of %s', (_, width, height, box) => expect(pictureBox({ width, height })).toEqual(box));
});

describe('the picture that a message shows', () => {
  const image = { kind: 'image', width: 4, height: 3 } as const;
  const burn = { seconds: 10, expiresAtMs: 1 } as const;
  const shown: readonly BodyView[] = [
    image,
    { kind: 'burnOwn', content: image, isOpened: false, ...burn },
    { kind: 'burnRevealed', content: image, ...burn },
  ];
  it('is that of an ordinary, an own and an opened message', () => {
    for (const body of shown) expect(shownPicture(body)).toEqual(image);
  });

  const hidden: readonly BodyView[] = [
    { kind: 'text', text: '' },
    { kind: 'burnConcealed', ...burn },
    { kind: 'burned' },
    { kind: 'revoked', byMe: false, reeditUntilMs: null },
  ];
  it('is none while it is concealed, and once it is gone', () => {
    for (const body of hidden) expect(shownPicture(body)).toBeNull();
  });
});
