import { describe, expect, it } from 'vitest';
import { addLinkOf, isAppLink, nodeOfAddLink, readLink } from '../../../preload/contract/add-link';

const node = 'XNXiw9n6zgL';

describe('a link that adds somebody', () => {
  it('leads back to the id it was made of, whatever stands around it', () => {
    expect(nodeOfAddLink(addLinkOf(node))).toBe(node);
    expect(nodeOfAddLink(`  TIM://add/${node}/\n`)).toBe(node);
  });

  it.each([
    'tim://add/',
    'tim://add/0OIl',
    `tim://add/${node}?then=accept`,
    `tim://add/${node}#x`,
    `tim://add/${node}/remove`,
    `tim://remove/${node}`,
    `tim://add/${'1'.repeat(33)}`,
    `tim://add/..%2f${node}`,
    `tim:add/${node}`,
    `tim://add/<img src=x onerror=alert(1)>`,
    `tim://evil@add/${node}`,
    `tim://add/${node}\u202e`,
    'tim://',
  ])('is nothing else: %s', (link) => {
    expect(isAppLink(link)).toBe(true);
    expect(nodeOfAddLink(link)).toBeNull();
    expect(readLink(link)).toEqual({ kind: 'unreadable' });
  });

  it('is not every text', () => {
    expect([node, 'https://add/x', 'timid', ''].map(isAppLink)).toEqual([false, false, false, false]);
  });
});
