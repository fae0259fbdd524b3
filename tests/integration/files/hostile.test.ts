import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { smallestBlockBytes, type FileInfo } from '../../../main/domain/file';
import type { FileRequest, FileWords } from '../../../main/domain/file-transfer';
import { toConversationId, type MessageId } from '../../../main/domain/ids';
import { startEmbeddedServer, type RunningServer } from '../../../main/embedded-server/start-server';
import { contentOf } from '../../support/attachments/content';
import { eventually } from '../../support/eventually';
import { hashHere, hashOf, received, stateOf } from '../../support/file-devices';
import { offerFile, onFileWords, piecesOf as piecesOfContent, sayOfFile } from '../../support/offering-peer';
import { RawPeer, registerPeer } from '../../support/raw-peer';
import { TestAccount } from '../../support/test-account';

const content = contentOf(3, 400_000);
const cid = '0f8fad5b-d9cb-469f-a165-70867728950e';
const patient = { timeoutMs: 60_000 };
let server: RunningServer;
let ben: TestAccount;
let eve: RawPeer;
beforeEach(async () => {
  server = await startEmbeddedServer({ passwordCost: 2, deviceLimit: 3 });
  for (const name of ['ben', 'eve', 'mallory']) await registerPeer(server.url, name);
  ben = new TestAccount('ben', server.url);
  await ben.goOnline();
  eve = await RawPeer.signIn(server.url, 'eve');
  eve.befriend(ben.account.self());
  await ben.account.client.people.add(toNode(eve), 'hello');
  await ben.account.directory.refreshRoster();
});
afterEach(async () => {
  await eve.close();
  await ben.dispose();
  await server.stop();
});

type Answer = (request: FileRequest, say: (words: FileWords) => void) => void;

const toNode = ({ node }: RawPeer) => node as ReturnType<TestAccount['account']['self']>;
const say = (peer: RawPeer) => sayOfFile(peer, ben.account.self());

/** Everything in Ben's folder of attachments. */
const filesOfBen = (): readonly string[] => {
  const folder = join(ben.files.folder, 'attachments');
  return existsSync(folder) ? readdirSync(folder) : [];
};

/** Eve offers a file, and answers what is asked for it as `answer` says. Ben has the message, and wants the file. */
async function offered(answer: Answer, change: Partial<FileInfo> = {}): Promise<MessageId> {
  onFileWords(eve, (words) => {
    if (words.kind === 'request') answer(words, say(eve));
  });
  offerFile(eve, ben.account.self(), { content, cid, change });
  const got = await received(ben, toConversationId(`u:${eve.node}`), cid);
  expect(await ben.account.files.fetches.fetch(got)).toBeNull();
  return got;
}

const piecesOf = (request: FileRequest) => piecesOfContent(content, request);

const reasonOf = (got: MessageId): string | null => {
  const state = stateOf(ben, got);
  return state?.kind === 'failed' ? state.reason : null;
};

describe('somebody who gives other bytes than they offered', () => {
  it('is found at the block, and nothing of theirs stays', async () => {
    let given = 0;
    const got = await offered((request, tell) => {
      for (const piece of piecesOf(request)) {
        given += piece.bytes.length;
        tell({ ...piece, bytes: Buffer.from(piece.bytes).fill(0, 0, 1) });
      }
    });
    await eventually(() => reasonOf(got) === 'fileDamaged', patient);
    expect(given).toBeLessThan(4 * smallestBlockBytes);
    await eventually(() => filesOfBen().length === 0);
  });

  it('whose blocks are right and whose whole is not is found at the end', async () => {
    const answer: Answer = (request, tell) => piecesOf(request).forEach(tell);
    const got = await offered(answer, { hash: createHash('sha256').update('else').digest('hex') });
    await eventually(() => reasonOf(got) === 'fileDamaged', patient);
    expect(await hashHere(ben, got)).toBeNull();
    await eventually(() => filesOfBen().length === 0);
  });
});

describe('pieces', () => {
  it('in another order, repeated, foreign and never asked for do no harm and are counted', async () => {
    const foreign = 'ff'.repeat(8);
    const got = await offered((request, tell) => {
      for (const piece of [...piecesOf(request)].reverse()) {
        tell({ ...piece, transferId: foreign });
        tell({ ...piece, offset: piece.offset + 1 });
        tell({ ...piece, bytes: Buffer.concat([piece.bytes, Buffer.alloc(1)]) });
        tell(piece);
        tell(piece);
      }
    });
    await eventually(() => stateOf(ben, got)?.kind === 'here', patient);
    expect(await hashHere(ben, got)).toBe(hashOf(content));
  });

  it('that are missing are asked for again', async () => {
    let requests = 0;
    const got = await offered((request, tell) => {
      requests += 1;
      const pieces = piecesOf(request);
      (requests === 2 ? pieces.slice(0, -1) : pieces).forEach(tell);
    });
    await eventually(() => stateOf(ben, got)?.kind === 'here', patient);
    expect(await hashHere(ben, got)).toBe(hashOf(content));
  });

  it('of strangers are dropped and counted, with the big data of everybody', async () => {
    const mallory = await RawPeer.signIn(server.url, 'mallory');
    const before = ben.account.ephemeral.dropped().stranger;
    for (let count = 0; count < 20; count += 1) {
      say(mallory)({
        kind: 'piece',
        transferId: '00'.repeat(8),
        offset: 0,
        heldMs: 0,
        bytes: contentOf(4, 50_000),
      });
    }
    await eventually(() => ben.account.ephemeral.dropped().stranger === before + 20);
    expect(ben.account.files.fetches.strayPieces).toBe(0);
    await mallory.close();
  });
});

describe('an author who gives nothing', () => {
  it('and says that it is gone is believed, in words', async () => {
    const got = await offered(({ transferId }, tell) =>
      tell({ kind: 'refusal', transferId, reason: 'gone' }),
    );
    await eventually(() => reasonOf(got) === 'fileGone');
    await eventually(() => filesOfBen().length === 0);
  });

  it('and is too busy is waited for', async () => {
    let requests = 0;
    const got = await offered((request, tell) => {
      requests += 1;
      if (requests === 1) tell({ kind: 'refusal', transferId: request.transferId, reason: 'busy' });
      else piecesOf(request).forEach(tell);
    });
    await eventually(() => requests === 1 && stateOf(ben, got)?.kind === 'waiting');
    await eventually(() => stateOf(ben, got)?.kind === 'here', patient);
  });
});

describe('a fetching that was broken off', () => {
  it('goes on behind what was checked in the next run of the program, and fetches nothing of it twice', async () => {
    const asked: number[] = [];
    let givesAll = false;
    const got = await offered((request, tell) => {
      asked.push(request.offset);
      for (const piece of piecesOf(request)) {
        if (givesAll || piece.offset < 200_000) tell(piece);
      }
    });
    await eventually(() => {
      const state = stateOf(ben, got);
      return state?.kind === 'fetching' && state.doneBytes > 3 * smallestBlockBytes;
    }, patient);
    await ben.stop();
    asked.length = 0;
    givesAll = true;
    ben.reopen();
    await ben.goOnline();
    await eventually(() => stateOf(ben, got)?.kind === 'here', patient);
    // How far the pieces reached beyond that is a matter of their length.
    const first = Math.min(...asked);
    expect(first).toBeGreaterThanOrEqual(3 * smallestBlockBytes);
    expect(first % smallestBlockBytes).toBe(0);
    expect(await hashHere(ben, got)).toBe(hashOf(content));
  });
});
