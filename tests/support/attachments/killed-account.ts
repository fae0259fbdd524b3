import { writeSync } from 'node:fs';
import { AccountFiles } from '../../../main/account/account-files';
import { AttachmentKeeper } from '../../../main/account/active/attachment-keeper';
import { toConversationId, toMessageId, toNodeId } from '../../../main/domain/ids';
import { systemClock } from '../../../main/platform/clock';
import { silentLogger } from '../../../main/platform/logger';
import { plainVault } from '../test-messenger';
import { contentOf } from './content';
import { RememberingRandom } from './remembering-random';
import { noKeyLock } from '../no-key-lock';

// A program that keeps an attachment with a message, erases the message, and is killed right after the commit, before anything
// else hears of it: node killed-account.js FOLDER. It tells the attachment and its key.

const content = contentOf(1, 200_000);

async function main([folder = '']: readonly string[]): Promise<void> {
  const random = new RememberingRandom();
  const opened = new AccountFiles(folder, {
    keyVault: plainVault,
    keyLock: noKeyLock,
    random,
    logger: silentLogger,
  }).openOrMake();
  if (!opened.ok) throw new Error(opened.failure);
  const { store, attachments } = opened;
  const place = await (await attachments.open()).keep([content], { mostBytes: content.length });
  const messageId = toMessageId('1');
  const peer = toNodeId('peer');
  store.transaction((write) => {
    write.conversations.ensure({ kind: 'user', node: peer });
    write.messages.insert({
      messageId,
      conversationId: toConversationId('u:peer'),
      author: peer,
      isMine: false,
      viaRoom: null,
      cid: null,
      mid: null,
      clientId: null,
      sortNs: 1n,
      place: 1n,
      isUnread: false,
      arrivedAtMs: 1,
      content: { kind: 'text', text: 'with a file' },
      replyTo: null,
      mentions: [],
      burnTerms: null,
      delivery: 'sent',
    });
    write.attachments.add(messageId, place, { hash: null, mediaType: null });
  });
  writeSync(1, JSON.stringify({ ...place, key: random.keys.at(-1)?.toString('hex') }));
  // Listeners hear of the commit in the order in which they came: this one before the keeper.
  store.erasureLog.erased.on(() => process.kill(process.pid, 'SIGKILL'));
  new AttachmentKeeper({ store, attachments, clock: systemClock, logger: silentLogger });
  store.transaction((write) => write.messages.erase(messageId, 'burned', null));
}

main(process.argv.slice(2)).catch((error: unknown) => {
  writeSync(2, String(error));
  process.exitCode = 1;
});
