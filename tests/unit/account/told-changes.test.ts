import { afterEach, beforeEach, expect, it } from 'vitest';
import { toldChanges } from '../../../main/account/active/told-changes';
import { ChangeSet } from '../../../main/domain/change-set';
import { toNodeId } from '../../../main/domain/ids';
import { chat, midOf, peer, received, TestCore } from '../../support/test-core';

let core: TestCore;
beforeEach(() => {
  core = new TestCore();
});
afterEach(() => {
  core.dispose();
});

it('tells a message together with its answers, and the row of its chat', () => {
  core.pipeline.apply([received(1n), received(2n, { replyTo: midOf(1n) })]);
  const [original, answer] = [core.byMid(1n).messageId, core.byMid(2n).messageId];
  const changes = new ChangeSet();
  changes.addMessage(chat, original);
  expect(toldChanges(changes, core.store)).toEqual([
    { kind: 'messages', conversationId: chat, messageIds: [original, answer] },
    { kind: 'conversations', conversationIds: [chat] },
  ]);
});

it('tells a name wherever it stands: in the contacts and in the list of chats', () => {
  const changes = new ChangeSet();
  changes.addName(peer);
  changes.addContact(toNodeId('asker'));
  expect(toldChanges(changes, core.store)).toEqual([
    { kind: 'conversations', conversationIds: [chat] },
    { kind: 'contacts', nodes: ['asker', peer] },
  ]);
});

it('tells the chat of somebody who stands otherwise to us', () => {
  const changes = new ChangeSet();
  changes.addContact(peer);
  expect(toldChanges(changes, core.store)).toEqual([
    { kind: 'conversations', conversationIds: [chat] },
    { kind: 'contacts', nodes: [peer] },
  ]);
});

it('tells what is left out with the snapshot, and nothing of an empty set', () => {
  expect(toldChanges(new ChangeSet(), core.store)).toEqual([]);
  const changes = new ChangeSet();
  changes.addLeftOut();
  expect(toldChanges(changes, core.store)).toEqual([{ kind: 'snapshot' }]);
});
