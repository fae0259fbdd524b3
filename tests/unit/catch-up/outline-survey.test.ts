import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OutlineSurvey } from '../../../main/catch-up/outline-survey';
import { toNodeId } from '../../../main/domain/ids';
import { received, TestCore } from '../../support/test-core';

let core: TestCore;
beforeEach(() => {
  core = new TestCore();
});
afterEach(() => {
  core.dispose();
});

/** Chats of so many people, all of them rows of the list. */
function list(count: number): void {
  core.store.transaction((write) => {
    for (let index = 0; index < count; index += 1) {
      const address = { kind: 'user', node: toNodeId(`n${index}`) } as const;
      write.conversations.ensure(address);
    }
  });
}

describe('what is known of the history of every chat', () => {
  it('is there at once where there are few', () => {
    // Those of the core, and these.
    list(3);
    expect(new OutlineSurvey(core.store.conversations).outlines).toHaveLength(5);
  });

  it('is read in steps where there are many, with turns between, each chat once and no other', async () => {
    list(1_198);
    core.store.transaction((write) => {
      write.conversations.ensureUnlisted({ kind: 'room', node: toNodeId('invited') });
    });
    const survey = new OutlineSurvey(core.store.conversations);
    let turns = 0;
    for (; survey.outlines === null; turns += 1) {
      let hadTurn = false;
      setImmediate(() => (hadTurn = true));
      await survey.nextStep();
      expect(hadTurn).toBe(true);
    }
    expect(turns).toBe(2);
    const ids = survey.outlines.map(({ conversationId }) => conversationId);
    expect(new Set(ids)).toEqual(core.store.conversations.listed());
    expect(ids).toHaveLength(1_200);
  });

  it('says of which chats more is here than was compared', () => {
    core.pipeline.apply([received(5n), received(7n)]);
    const { conversations } = core.store;
    const [known] = conversations.grown();
    expect(known).toEqual({ conversationId: 'u:peer', newestMid: 7n });
    core.store.transaction((write) => {
      write.conversations.markReconciled(known?.conversationId ?? expect.fail('nothing has grown'), 7n);
    });
    expect(conversations.grown()).toEqual([]);
  });
});
