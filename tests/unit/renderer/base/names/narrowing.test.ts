import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NameBook, type Named } from '../../../../../renderer/base/names/name-book';
import { readName } from '../../../../../renderer/base/names/name-reading';
import { Narrowing } from '../../../../../renderer/base/names/narrowing';

const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
};
const newBook = (): NameBook => new NameBook((some) => Promise.resolve(some.map(readName)));

// Few letters, so that names and what is typed meet; marks, blanks and numbers besides.
const someText = fc
  .array(fc.constantFrom('l', 'li', 'n', 'a', 'á', '\u0301', '林', '重', '庆', '行', ' ', '7', 'B', '😀'), {
    maxLength: 8,
  })
  .map((pieces) => pieces.join(''));
const somebody: fc.Arbitrary<Named> = fc.record(
  { name: someText, ownName: someText, node: someText },
  { requiredKeys: ['name'] },
);

describe('what is found while somebody types on', () => {
  it('is what would be found among all', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(somebody, { maxLength: 12 }),
        fc.array(someText, { maxLength: 6 }),
        fc.boolean(),
        async (rows, pieces, isReadFirst) => {
          const book = newBook();
          if (isReadFirst) book.learn(rows.flatMap(({ name, ownName = name }) => [name, ownName]));
          if (isReadFirst) await settled();
          const narrowing = new Narrowing<Named>(book);
          let typed = '';
          // Typed on, and now and then something else.
          for (const [index, piece] of ['', ...pieces].entries()) {
            typed = index % 4 === 3 ? piece : typed + piece;
            const fits = book.finder(typed);
            expect(narrowing.fitting(rows, typed)).toEqual(rows.filter((row) => fits(row) !== null));
            await settled();
          }
        },
      ),
    );
  });

  it('asks of those alone whom the shorter text had found', () => {
    const asked: string[] = [];
    const person = (name: string): Named => ({
      get name() {
        asked.push(name);
        return name;
      },
    });
    const rows = ['Ann', 'Anton', 'Bob'].map(person);
    const narrowing = new Narrowing<Named>(newBook());
    narrowing.fitting(rows, 'an');
    asked.length = 0;
    expect(narrowing.fitting(rows, 'ant')).toHaveLength(1);
    expect(new Set(asked)).toEqual(new Set(['Ann', 'Anton']));
    expect(narrowing.fitting(rows, 'b')).toHaveLength(1);
    // Other rows are asked all.
    expect(narrowing.fitting([...rows, person('Bobby')], 'b')).toHaveLength(2);
  });
});
