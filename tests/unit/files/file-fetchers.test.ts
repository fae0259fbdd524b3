import { describe, expect, it } from 'vitest';
import { toMessageId, toNodeId } from '../../../main/domain/ids';
import { FileFetchers } from '../../../main/files/file-fetchers';

const file = toMessageId('file');

describe('those who fetch an own file', () => {
  it('are told with how far they are, whoever asked last at the end', () => {
    const fetchers = new FileFetchers();
    fetchers.note(file, toNodeId('ben'), 10);
    fetchers.note(file, toNodeId('cleo'), 20);
    fetchers.note(file, toNodeId('ben'), 30);
    expect(fetchers.of(file)).toEqual([
      { node: 'cleo', doneBytes: 20 },
      { node: 'ben', doneBytes: 30 },
    ]);
    fetchers.forget(file);
    expect(fetchers.of(file)).toEqual([]);
  });

  it('are a bounded number, of a bounded number of files', () => {
    const fetchers = new FileFetchers();
    for (let number = 0; number < 1_000; number += 1) {
      fetchers.note(file, toNodeId(`node ${number}`), number);
      fetchers.note(toMessageId(`file ${number}`), toNodeId('ben'), number);
    }
    expect(fetchers.of(file)).toHaveLength(50);
    expect(fetchers.of(file).at(-1)).toEqual({ node: 'node 999', doneBytes: 999 });
    expect(fetchers.messageIds()).toHaveLength(200);
  });
});
