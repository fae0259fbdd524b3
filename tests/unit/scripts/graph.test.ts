import { describe as suite, expect, it } from 'vitest';
import { describe, floorsOf, roomOf } from '../../../scripts/graph.mjs';

const room = (name: string, lines = 10) => ({ name, files: 1, lines });
const arrow = (from: string, to: string) => ({ from, to, imports: 1 });

suite('the picture of the folders', () => {
  it.each([
    ['main/index.ts', 'main/index.ts'],
    ['main/outbox/operations/send.ts', 'main/outbox'],
    ['renderer/features/composer/parts/Field.vue', 'renderer/features/composer'],
    ['renderer/ui/Button.vue', 'renderer/ui'],
    ['conformance/areas/cards.ts', 'conformance'],
    ['preload/contract/api.ts', 'preload/contract'],
    ['node_modules/ws/index.js', null],
    ['fs', null],
  ])('puts %s into %s', (file, expected) => {
    expect(roomOf(file)).toBe(expected);
  });

  it('has every room above all that it imports', () => {
    const rooms = ['roof', 'middle', 'ground', 'hall'].map((name) => room(name));
    const arrows = [
      arrow('roof', 'middle'),
      arrow('middle', 'ground'),
      arrow('roof', 'ground'),
      arrow('hall', 'ground'),
    ];
    expect(floorsOf({ rooms, arrows })).toEqual({
      floors: [['ground'], ['hall', 'middle'], ['roof']],
      arrowsBack: [],
    });
  });

  it('tells arrows that lead back, also around several corners', () => {
    const rooms = ['a', 'b', 'c', 'd'].map((name) => room(name));
    const arrows = [arrow('a', 'b'), arrow('b', 'c'), arrow('c', 'a'), arrow('c', 'd')];
    const { floors, arrowsBack } = floorsOf({ rooms, arrows });
    expect(arrowsBack.map(({ from, to }) => from + to)).toEqual(['ab', 'bc', 'ca']);
    expect(floors[0]).toContain('d');
  });

  it('is told as a chart and in numbers', () => {
    const text = describe({
      rooms: [room('main/a'), room('main/b', 99)],
      arrows: [arrow('main/a', 'main/b')],
    });
    expect(text).toContain('main_a --> main_b');
    expect(text).toContain('%% floors: 2');
    expect(text).toContain('%% arrows: 1, back: 0');
    expect(text).toContain('%% biggest room: main/b, 1 files, 99 lines');
  });
});
