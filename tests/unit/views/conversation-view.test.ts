import { describe, expect, it } from 'vitest';
import { plainCare } from '../../../main/domain/chat-care';
import type { Conversation } from '../../../main/domain/conversation';
import { toConversationId, toNodeId } from '../../../main/domain/ids';
import type { Message } from '../../../main/domain/message';
import type { Relation } from '../../../main/domain/person';
import { toConversationView } from '../../../main/views/conversation-view';
import { aMessage } from '../../support/a-message';

const user: Conversation = {
  kind: 'user',
  node: toNodeId('peer'),
  conversationId: toConversationId('u:peer'),
  title: '',
  isHistoryComplete: false,
  burnDefaultSeconds: null,
  beganAtMs: 0,
  viaRoom: null,
  droppedTombstones: 0,
};
const room: Conversation = {
  ...user,
  kind: 'room',
  node: toNodeId('room'),
  conversationId: toConversationId('r:room'),
};

const view = (newest: Partial<Message> | null, conversation = user, relation: Relation = 'friend') =>
  toConversationView(
    {
      conversation,
      relation,
      lastActivityMs: 1_790_000_000_123,
      newest: newest === null ? null : aMessage(newest),
      unreadCount: 3,
      failedCount: 2,
      waitingCount: 1,
      unreadMentionCount: 1,
      receipts: null,
      care: plainCare,
    },
    {
      self: toNodeId('self'),
      nameOf: (node) => (node === 'nameless' ? node : `name of ${node}`),
      roomNameOf: (node) => `room ${node}`,
    },
  );

const burning: Partial<Message> = {
  text: 'the secret',
  burnTerms: { seconds: 1, maxUnreadSeconds: 1 },
};
const pictured: Partial<Message> = {
  contentKind: 'image',
  text: null,
  image: { mediaType: 'image/png', width: 30, height: 20 },
};
const peer = toNodeId('peer');
const self = toNodeId('self');

const previews: readonly (readonly [string, Partial<Message> | null, object])[] = [
  ['a chat of which nothing is here, and nobody has said that there is nothing', null, { kind: 'unknown' }],
  ['a text', {}, { kind: 'text', text: 'the content', authorName: null }],
  ['several lines as one', { text: '一\n\n\t二  三 ' }, { kind: 'text', text: '一 二 三', authorName: null }],
  ['a burn message', burning, { kind: 'burn' }],
  ['an own burn message', { ...burning, isMine: true }, { kind: 'burn' }],
  ['a burned message', { ...burning, contentState: 'burned' }, { kind: 'burned' }],
  ['a picture', pictured, { kind: 'image', authorName: null }],
  [
    'what goes with a picture',
    { ...pictured, text: '夜里\n的海' },
    { kind: 'image', authorName: null, caption: '夜里 的海' },
  ],
  ['a picture that burns', { ...pictured, ...burning }, { kind: 'burn' }],
  ['a newer client', { contentKind: 'unsupported' }, { kind: 'unsupported' }],
  [
    'a revoked message',
    { contentState: 'revoked', revokedBy: peer },
    { kind: 'revoked', byMe: false, authorName: 'name of peer' },
  ],
  [
    'one that we revoked',
    { contentState: 'revoked', revokedBy: self },
    { kind: 'revoked', byMe: true, authorName: 'name of self' },
  ],
  ['one without a revoker', { contentState: 'revoked' }, { kind: 'vanished' }],
];

describe('a row of the chat list', () => {
  it.each(previews)('says in one line: %s', (_name, newest, preview) => {
    expect(view(newest).preview).toEqual(preview);
  });

  it.each([
    ['the server has said so', { isHistoryComplete: true }],
    ['it has begun on this computer', { beganAtMs: 1 }],
  ])('says that a chat is empty when %s', (_name, patch) => {
    expect(view(null, { ...user, ...patch }).preview).toEqual({ kind: 'empty' });
  });

  it('carries nothing of a burn message or of what is gone', () => {
    const gone = [
      burning,
      { ...burning, isMine: true },
      { text: 'the secret', contentState: 'revoked' } as const,
    ];
    for (const newest of gone) expect(JSON.stringify(view(newest))).not.toContain('secret');
  });

  it('names the author in rooms only, and never oneself', () => {
    expect(view({}, room).preview).toMatchObject({ authorName: 'name of peer' });
    expect(view({ isMine: true }, room).preview).toMatchObject({ authorName: null });
    expect(view(pictured, room).preview).toEqual({ kind: 'image', authorName: 'name of peer' });
  });

  it('prints at most 120 characters and no half ones', () => {
    const { preview } = view({ text: `x${'😀'.repeat(500)}` });
    expect(preview.kind === 'text' && [...preview.text]).toHaveLength(120);
    expect(preview.kind === 'text' && preview.text).not.toMatch(/[\ud800-\udbff]$/);
  });

  it.each<[string, Conversation, string]>([
    ['a person', user, 'name of peer'],
    ['a person without a name', { ...user, node: toNodeId('nameless') }, 'nameless'],
    ['a room', { ...room, title: '茶水间' }, '茶水间'],
    ['a room without a topic', room, 'room'],
  ])('is named after %s', (_name, conversation, title) => {
    expect(view(null, conversation).title).toBe(title);
  });

  it('knows the reading time that new messages begin with', () => {
    expect(view(null).burnDefaultSeconds).toBeNull();
    expect(view(null, { ...user, burnDefaultSeconds: 30 }).burnDefaultSeconds).toBe(30);
  });

  it('goes through a room with everybody but friends and those who are blocked, and burns nothing by default then', () => {
    const met = { ...user, viaRoom: toNodeId('r1'), burnDefaultSeconds: 30 };
    for (const relation of ['none', 'stranger', 'outgoing', 'incoming', 'declined'] as const) {
      expect(view(null, met, relation)).toMatchObject({
        viaRoomName: 'room r1',
        standing: 'open',
        burnDefaultSeconds: null,
      });
    }
    expect(view(null, met, 'friend')).toMatchObject({ standing: 'open', burnDefaultSeconds: 30 });
    expect(view(null, met, 'friend')).not.toHaveProperty('viaRoomName');
    expect(view(null, met, 'blocked')).toMatchObject({ standing: 'blocked' });
    expect(view(null, met, 'blocked')).not.toHaveProperty('viaRoomName');
  });

  it('knows when something last happened and what is unread', () => {
    const began = { ...user, beganAtMs: 1_790_000_000_000 };
    expect(view({}, began)).toMatchObject({
      lastActivityMs: 1_790_000_000_123,
      beganAtMs: 1_790_000_000_000,
      unreadCount: 3,
    });
  });

  it('tells what was refused and what waits', () => {
    expect(view(null)).toMatchObject({ failedCount: 2, waitingCount: 1 });
  });
});
