import { describe, expect, it } from 'vitest';
import {
  detailsPlacement,
  detailsWidth,
  leastConversationWidth,
} from '../../../../../renderer/features/details/details-placement';

const rail = 64;
const list = 308;
const placementAt = (windowWidth: number) =>
  detailsPlacement({ windowWidth, listWidth: list, isNarrow: windowWidth < 720 });

describe('details of a chat', () => {
  it('push the conversation as long as 560 px remain for it', () => {
    const least = rail + list + leastConversationWidth + detailsWidth;
    expect(placementAt(least)).toBe('beside');
    expect(placementAt(least - 1)).toBe('over');
    expect(placementAt(1_440)).toBe('beside');
    expect(placementAt(900)).toBe('over');
  });

  it('take the place of the conversation below 720 px', () => {
    expect(placementAt(720)).toBe('over');
    expect(placementAt(719)).toBe('page');
  });
});
