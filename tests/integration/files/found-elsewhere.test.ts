import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { smallestBlockBytes } from '../../../main/domain/file';
import type { FileRequest } from '../../../main/domain/file-transfer';
import { toConversationId, type MessageId } from '../../../main/domain/ids';
import { startEmbeddedServer, type RunningServer } from '../../../main/embedded-server/start-server';
import { writeFileOutside } from '../../../main/files/file-export';
import { cleanFiles } from '../../../main/files/clean-files';
import { contentOf } from '../../support/attachments/content';
import { CountingRandom } from '../../support/counting-random';
import { eventually } from '../../support/eventually';
import { hashHere, hashOf, received, stateOf } from '../../support/file-devices';
import { offerFile, onFileWords, piecesOf, sayOfFile } from '../../support/offering-peer';
import { RawPeer, registerPeer } from '../../support/raw-peer';
import { TestAccount } from '../../support/test-account';

const content = contentOf(3, 400_000);
const cids = Array.from({ length: 9 }, (_, number) => `0f8fad5b-d9cb-469f-a165-70867728951${number}`);
const [cid = ''] = cids;
const patient = { timeoutMs: 60_000 };
let server: RunningServer;
let ben: TestAccount;
let eve: RawPeer;
beforeEach(async () => {
  server = await startEmbeddedServer({ passwordCost: 2, deviceLimit: 3 });
  for (const name of ['ben', 'eve', 'cleo']) await registerPeer(server.url, name);
  ben = new TestAccount('ben', server.url);
  await ben.goOnline();
  eve = await friend('eve');
});
afterEach(async () => {
  await eve.close();
  await ben.dispose();
  await server.stop();
});

const toNode = ({ node }: RawPeer) => node as ReturnType<TestAccount['account']['self']>;

async function friend(name: string): Promise<RawPeer> {
  const peer = await RawPeer.signIn(server.url, name);
  peer.befriend(ben.account.self());
  await ben.account.client.people.add(toNode(peer), 'hello');
  await ben.account.directory.refreshRoster();
  return peer;
}

const attachmentsOfBen = (): readonly string[] => {
  const folder = join(ben.files.folder, 'attachments');
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
};

type Give = (request: FileRequest, say: ReturnType<typeof sayOfFile>) => void;
const giveAll: Give = (request, say) => piecesOf(content, request).forEach(say);

/** Answers what is asked. */
function answering(peer: RawPeer, give: () => Give): void {
  const say = sayOfFile(peer, ben.account.self());
  onFileWords(peer, (words) => {
    if (words.kind === 'request') give()(words, say);
  });
}

async function offered(peer: RawPeer, ofCid = cid): Promise<MessageId> {
  offerFile(peer, ben.account.self(), { content, cid: ofCid });
  return received(ben, toConversationId(`u:${peer.node}`), ofCid);
}

describe('a file that is fetched', () => {
  it('and whose last block had come when the program was killed is here after the next start, and its author is not needed', async () => {
    let isLast = false;
    answering(eve, () => giveAll);
    const got = await offered(eve);
    const { fetches } = ben.account.files;
    // The commit that makes it whole does not come.
    const { transaction } = ben.files.store;
    Object.assign(ben.files.store, {
      transaction: (...words: Parameters<typeof transaction>) => {
        if (isLast) throw Object.assign(new Error('injected'), { name: 'SqliteError', code: 'SQLITE_FULL' });
        return transaction(...words);
      },
    });
    await fetches.fetch(got);
    isLast = true;
    await eventually(() => stateOf(ben, got)?.kind === 'failed', patient);
    await ben.stop();
    await eve.close();
    ben.reopen();
    await ben.goOnline();
    await eventually(() => stateOf(ben, got)?.kind === 'here', patient);
    expect(await hashHere(ben, got)).toBe(hashOf(content));
    eve = await RawPeer.signIn(server.url, 'eve');
  });

  it('and was damaged once is fetched anew by the next click', async () => {
    let isDamaging = true;
    answering(
      eve,
      () => (request, say) =>
        piecesOf(content, request).forEach((piece) =>
          say(isDamaging ? { ...piece, bytes: Buffer.from(piece.bytes).fill(0) } : piece),
        ),
    );
    const got = await offered(eve);
    await ben.account.files.fetches.fetch(got);
    await eventually(() => stateOf(ben, got)?.kind === 'failed', patient);
    isDamaging = false;
    await ben.account.files.fetches.fetch(got);
    await eventually(() => stateOf(ben, got)?.kind === 'here', patient);
  });

  it('waits behind no three others whose author gives nothing', async () => {
    const cleo = await friend('cleo');
    answering(cleo, () => giveAll);
    const silent: MessageId[] = [];
    for (const ofCid of cids.slice(0, 4)) silent.push(await offered(eve, ofCid));
    for (const messageId of silent) await ben.account.files.fetches.fetch(messageId);
    const got = await offered(cleo, cids[5]);
    await ben.account.files.fetches.fetch(got);
    await eventually(() => stateOf(ben, got)?.kind === 'here', patient);
    for (const messageId of silent) expect(stateOf(ben, messageId)?.kind).toBe('waiting');
    await cleo.close();
  });

  it('never goes back in what is shown of it, through silence and loss', async () => {
    let requests = 0;
    answering(eve, () => (request, say) => {
      requests += 1;
      // One answer is lost in part.
      const pieces = piecesOf(content, request);
      (requests === 2 ? pieces.slice(0, 1) : pieces).forEach(say);
    });
    const got = await offered(eve);
    const shown: number[] = [];
    await ben.account.files.fetches.fetch(got);
    await eventually(() => {
      const state = stateOf(ben, got);
      if (state !== null && 'doneBytes' in state) shown.push(state.doneBytes);
      return state?.kind === 'here';
    }, patient);
    expect([...shown].sort((one, other) => one - other)).toEqual(shown);
  });

  it('goes on by itself once the full disk has room again, and nothing of it was lost', async () => {
    let isFull = false;
    await ben.dispose();
    ben = new TestAccount('ben', server.url, { disk: await diskThatFills(() => isFull) });
    await ben.goOnline();
    await ben.account.directory.refreshRoster();
    const asked: number[] = [];
    let wasFull = false;
    const got = await offered(eve);
    answering(eve, () => (request, say) => {
      asked.push(request.offset);
      const state = stateOf(ben, got);
      // Once two blocks lie on the disk, and one is being filled, nothing more fits.
      if (!wasFull && state?.kind === 'fetching' && state.doneBytes > 2 * smallestBlockBytes)
        isFull = wasFull = true;
      giveAll(request, say);
    });
    await ben.account.files.fetches.fetch(got);
    await eventually(() => {
      const state = stateOf(ben, got);
      return state?.kind === 'failed' && state.reason === 'diskFull';
    }, patient);
    asked.length = 0;
    isFull = false;
    await eventually(() => stateOf(ben, got)?.kind === 'here', patient);
    expect(Math.min(...asked)).toBeGreaterThanOrEqual(2 * smallestBlockBytes);
    expect(await hashHere(ben, got)).toBe(hashOf(content));
  });
});

describe('a file that nobody clicked', () => {
  it('is not fetched by being quoted, found, or looked at', async () => {
    let requests = 0;
    answering(eve, () => () => (requests += 1));
    const got = await offered(eve);
    const chat = toConversationId(`u:${eve.node}`);
    ben.account.lookAt(chat);
    ben.account.lookAway(chat);
    ben.files.store.messages.byId(got);
    await eve.say(ben.account.self(), 'have you seen it?');
    expect([requests, stateOf(ben, got), attachmentsOfBen()]).toEqual([0, { kind: 'offered' }, []]);
  });
});

describe('saving a file', () => {
  it('over one that is there leaves that one whole when it fails', async () => {
    const path = join(ben.files.folder, 'report.pdf');
    writeFileSync(path, 'the older report');
    const info = {
      name: 'a',
      sizeBytes: 5,
      mediaType: '',
      hash: hashOf(content),
      ticket: '',
      isCarried: false,
    };
    const environment = {
      random: new CountingRandom(),
      unfinished: { add: () => undefined, remove: () => undefined },
      mark: () => Promise.resolve(),
    };
    const other = { info, read: () => [Buffer.from('other')] };
    expect(await writeFileOutside(path, other, environment)).toBe(false);
    const broken = {
      info,
      read: function* () {
        yield Buffer.from('oth');
        throw new Error('the disk of the app does not give it');
      },
    };
    await expect(writeFileOutside(path, broken, environment)).rejects.toThrow();
    expect(readFileSync(path, 'utf8')).toBe('the older report');
    expect(readdirSync(ben.files.folder).filter((name) => name.includes('unfinished'))).toEqual([]);
  });
});

describe('cleaning up', () => {
  it('gives the disk back what it said, and what lies there is what was told', async () => {
    answering(eve, () => giveAll);
    const chat = toConversationId(`u:${eve.node}`);
    for (const ofCid of cids.slice(0, 2)) {
      const got = await offered(eve, ofCid);
      await ben.account.files.fetches.fetch(got);
      await eventually(() => stateOf(ben, got)?.kind === 'here', patient);
    }
    const told = ben.files.store.fileUsage.of(chat).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    const lying = attachmentsOfBen().reduce((sum, path) => sum + statSync(path).size, 0);
    expect(told).toBe(2 * content.length);
    // A tag of sixteen bytes for each chunk.
    expect(lying - told).toBeLessThan(1_000);
    const kinds = ['files'] as const;
    const freed = await cleanFiles(
      { conversationId: chat, kinds, withOwn: true },
      ben.files.store,
      () => undefined,
    );
    expect(freed).toBe(told);
    await eventually(() => attachmentsOfBen().length === 0);
    expect(ben.files.store.fileUsage.all()).toEqual([]);
  });
});

describe('two files of one name in one chat', () => {
  it('are two files, each fetched as what it is', async () => {
    const other = contentOf(8, 300_000);
    answering(eve, () => (request, say) => {
      const which = request.cid === cids[1] ? other : content;
      piecesOf(which, request).forEach(say);
    });
    const first = await offered(eve);
    offerFile(eve, ben.account.self(), { content: other, cid: cids[1] ?? '' });
    const second = await received(ben, toConversationId(`u:${eve.node}`), cids[1] ?? '');
    for (const messageId of [first, second]) await ben.account.files.fetches.fetch(messageId);
    for (const messageId of [first, second])
      await eventually(() => stateOf(ben, messageId)?.kind === 'here', patient);
    expect([await hashHere(ben, first), await hashHere(ben, second)]).toEqual([
      hashOf(content),
      hashOf(other),
    ]);
  });
});

/** A disk that takes nothing while it is full. */
async function diskThatFills(isFull: () => boolean) {
  const { systemDisk } = await import('../../../main/attachments/disk');
  return {
    ...systemDisk,
    freeBytes: async (folder: string) => (isFull() ? 0 : systemDisk.freeBytes(folder)),
    open: async (path: string) => {
      const file = await systemDisk.open(path);
      if (file === null) return null;
      const write = file.write.bind(file);
      return Object.assign(file, {
        write: (bytes: Uint8Array, start: number) => {
          if (isFull()) throw Object.assign(new Error('injected'), { code: 'ENOSPC' });
          return write(bytes, start);
        },
      });
    },
  };
}
