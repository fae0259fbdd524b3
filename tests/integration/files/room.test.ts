import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startEmbeddedServer, type RunningServer } from '../../../main/embedded-server/start-server';
import { contentOf } from '../../support/attachments/content';
import { eventually, TestMessenger, valueOf } from '../../support/test-messenger';

const content = contentOf(6, 600_000);
let server: RunningServer;
let author: TestMessenger;
let members: readonly TestMessenger[];
beforeEach(async () => {
  server = await startEmbeddedServer({ passwordCost: 2, deviceLimit: 3 });
  author = new TestMessenger({ name: 'ann' });
  members = ['ben', 'cleo', 'dan'].map((name) => new TestMessenger({ name }));
  for (const messenger of [author, ...members]) await messenger.signUp(server.url);
});
afterEach(async () => {
  for (const messenger of [author, ...members]) await messenger.dispose();
  await server.stop();
});

const fileIn = async (who: TestMessenger, room: string) => {
  const message = (await who.messages(room)).at(-1);
  return message?.body.kind === 'file' ? { messageId: message.messageId, state: message.body.state } : null;
};

describe('a file in a room', () => {
  it('is fetched by three members at a time who are no friends of its author, and by nobody once it is taken back', async () => {
    const { conversationId: room, node } = valueOf(
      await author.calls['rooms.create']({ title: 'room', isOpen: true }),
    );
    for (const member of members) valueOf(await member.calls['rooms.join']({ node, greeting: '' }));
    const file = { name: 'plan.pdf', sizeBytes: content.length, mediaType: '' };
    const { uploadId } = valueOf(await author.calls['files.begin'](file));
    valueOf(await author.calls['files.append']({ uploadId, bytes: content }));
    const sent = valueOf(
      await author.calls['files.send']({
        uploadId,
        conversationId: room,
        preview: null,
        caption: '',
        mentions: [],
        burnSeconds: null,
        replyToId: null,
      }),
    );
    for (const member of members) {
      await eventually(async () => (await fileIn(member, room))?.state.kind === 'offered', 60_000);
      const messageId = (await fileIn(member, room))?.messageId ?? '';
      valueOf(await member.calls['files.fetch']({ messageId }));
    }
    for (const member of members)
      await eventually(async () => (await fileIn(member, room))?.state.kind === 'here', 60_000);
    // Nobody had to become anybody's friend for it.
    for (const member of members) expect(await member.contacts()).toEqual([]);
    valueOf(await author.calls['messages.revoke']({ messageId: sent.messageId }));
    for (const member of members)
      await eventually(async () => (await member.messages(room)).at(-1)?.body.kind === 'revoked', 60_000);
  });
});
