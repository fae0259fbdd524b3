import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { maxFileBytes } from '../../../main/domain/file';
import { maxWindowBytes, smallestPieceBytes, type FileWords } from '../../../main/domain/file-transfer';
import { toConversationId, toMessageId, type MessageId } from '../../../main/domain/ids';
import { startEmbeddedServer, type RunningServer } from '../../../main/embedded-server/start-server';
import { contentOf } from '../../support/attachments/content';
import { eventually } from '../../support/eventually';
import { received, sendFile, stateOf } from '../../support/file-devices';
import { offerFile, onFileWords, piecesOf, sayOfFile } from '../../support/offering-peer';
import { RawPeer, registerPeer } from '../../support/raw-peer';
import { TestAccount } from '../../support/test-account';

const content = contentOf(3, 300_000);
const patient = { timeoutMs: 60_000 };
const cidOf = (number: number): string =>
  `0f8fad5b-d9cb-469f-a165-7086${number.toString(16).padStart(8, '0')}`;
let server: RunningServer;
let ben: TestAccount;
let eve: RawPeer;
beforeEach(async () => {
  // What the database of a busy server refuses is no matter here.
  const behaviour = { databaseBusy: false, reorderFrames: false };
  server = await startEmbeddedServer({ passwordCost: 2, deviceLimit: 3, requestRate: 0, behaviour });
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

const toNode = ({ node }: RawPeer) => node as ReturnType<TestAccount['account']['self']>;
const chatOf = (peer: RawPeer) => toConversationId(`u:${peer.node}`);
const filesOfBen = (): readonly string[] => {
  const folder = join(ben.files.folder, 'attachments');
  return existsSync(folder) ? readdirSync(folder) : [];
};

describe('an offer whose size is a lie', () => {
  it('by more than its hashes can be is no file at all', async () => {
    for (const [number, sizeBytes] of [1, 70_000, 4_000_000, maxFileBytes + 1, -1, 0.5].entries()) {
      offerFile(eve, ben.account.self(), { content, cid: cidOf(number), change: { sizeBytes } });
      const got = await received(ben, chatOf(eve), cidOf(number));
      expect(ben.files.store.messages.byId(got)?.contentKind).not.toBe('file');
      expect(await ben.account.files.fetches.fetch(got)).toBe('alreadyGone');
    }
  });

  it.each([
    ['more', 10],
    ['less', -10],
  ])('by a few bytes %s never becomes a file', async (_, bytes) => {
    onFileWords(eve, (words) => {
      if (words.kind === 'request') piecesOf(content, words).forEach(sayOfFile(eve, ben.account.self()));
    });
    const sizeBytes = content.length + bytes;
    offerFile(eve, ben.account.self(), { content, cid: cidOf(1), change: { sizeBytes } });
    const got = await received(ben, chatOf(eve), cidOf(1));
    await ben.account.files.fetches.fetch(got);
    // What is missing is waited for; what is another is refused.
    const { fetches } = ben.account.files;
    await eventually(() => fetches.strayPieces > 0 || stateOf(ben, got)?.kind === 'failed', patient);
    expect(stateOf(ben, got)?.kind).not.toBe('here');
    expect(ben.files.store.attachments.ofMessage(got)).toEqual([]);
  });
});

describe('ten thousand offers', () => {
  it('take no more than their messages, and as many as are wanted are a bounded number', async () => {
    const asked = new Set<string>();
    onFileWords(eve, (words) => {
      if (words.kind === 'request') asked.add(words.transferId);
    });
    const offers = 10_000;
    for (let number = 0; number < offers; number += 1)
      offerFile(eve, ben.account.self(), { content, cid: cidOf(number) });
    const { messages } = ben.files.store;
    const idOf = (number: number): MessageId | null =>
      messages.byCid(chatOf(eve), toNode(eve), cidOf(number))?.messageId ?? null;
    // Of such a flood the server loses some; what has come is enough to be too much.
    const { conversations } = ben.files.store;
    await eventually(() => conversations.unreadCount(chatOf(eve)) >= 2_000, { timeoutMs: 120_000 });
    const come = Array.from({ length: offers }, (_, number) => idOf(number)).filter((id) => id !== null);
    const [first] = come;
    expect(first === undefined ? null : stateOf(ben, first)).toEqual({ kind: 'offered' });
    expect([filesOfBen(), asked.size]).toEqual([[], 0]);
    const wanted: readonly MessageId[] = come.slice(0, 250);
    const answers = new Map<string | null, number>();
    for (const messageId of wanted) {
      const answer = await ben.account.files.fetches.fetch(messageId);
      answers.set(answer, (answers.get(answer) ?? 0) + 1);
    }
    expect(Object.fromEntries(answers)).toEqual({ null: 200, tooManyFiles: 50 });
    expect(filesOfBen().length).toBe(200);
    await eventually(() => asked.size > 0);
  });

  it('that are wanted are asked for three at any one time, and all have their turn where nothing is given', async () => {
    const { fetches } = ben.account.files;
    const asked = new Set<string>();
    let mostAtOnce = 0;
    // Every asking begins in here, whatever has just ended.
    const nudge = fetches.nudge.bind(fetches);
    fetches.nudge = (author) => {
      nudge(author);
      mostAtOnce = Math.max(mostAtOnce, fetches.asking);
    };
    // She keeps two waiting, and sends the first of them away when a third comes.
    const waiting: string[] = [];
    onFileWords(eve, (words) => {
      if (words.kind !== 'request') return;
      asked.add(words.cid);
      waiting.push(words.transferId);
      const transferId = waiting.length < 3 ? undefined : waiting.shift();
      if (transferId === undefined) return;
      sayOfFile(eve, ben.account.self())({ kind: 'refusal', transferId, reason: 'busy' });
    });
    const cids = Array.from({ length: 20 }, (_, number) => cidOf(number));
    for (const cid of cids) {
      offerFile(eve, ben.account.self(), { content, cid });
      await fetches.fetch(await received(ben, chatOf(eve), cid));
    }
    await eventually(() => asked.size === cids.length, patient);
    expect(mostAtOnce).toBe(3);
  });
});

describe('somebody who asks for files', () => {
  /** A file that Ben has sent to Eve, and everything that she hears. */
  async function offeredToEve(): Promise<{
    readonly cid: string;
    readonly ticket: string;
    readonly heard: FileWords[];
  }> {
    const heard: FileWords[] = [];
    onFileWords(eve, (words) => heard.push(words));
    const cid = await sendFile(ben, chatOf(eve), { name: 'own.bin', bytes: content });
    const ticket = ben.files.store.messages.byId(toMessageId(cid))?.file?.ticket ?? '';
    return { cid, ticket, heard };
  }
  const request = (cid: string, ticket: string, number: number) =>
    ({
      kind: 'request',
      transferId: number.toString(16).padStart(16, '0'),
      cid,
      ticket,
      offset: 0,
      lengthBytes: 100_000,
      pieceBytes: 100_000,
    }) as const;

  it('without the ticket of the offer hears nothing', async () => {
    const { cid, ticket, heard } = await offeredToEve();
    const say = sayOfFile(eve, ben.account.self());
    say(request(cid, 'ab'.repeat(16), 1));
    say(request(cidOf(7), ticket, 2));
    say(request(cid, ticket, 3));
    await eventually(() => heard.length > 0);
    expect(heard.every(({ transferId }) => transferId.endsWith('3'))).toBe(true);
  });

  it('and was offered nothing is a stranger, whatever they show', async () => {
    const { cid, ticket } = await offeredToEve();
    const mallory = await RawPeer.signIn(server.url, 'mallory');
    const heard: FileWords[] = [];
    onFileWords(mallory, (words) => heard.push(words));
    const before = ben.account.ephemeral.dropped().stranger;
    for (let number = 0; number < 50; number += 1)
      sayOfFile(mallory, ben.account.self())(request(cid, ticket, number));
    await eventually(() => ben.account.ephemeral.dropped().stranger === before + 50);
    expect(heard).toEqual([]);
    await mallory.close();
  });

  it('outside of the file, for nothing, or for more than anybody may is given nothing', async () => {
    const { cid, ticket, heard } = await offeredToEve();
    const say = sayOfFile(eve, ben.account.self());
    const fair = request(cid, ticket, 9);
    say({ ...fair, transferId: '01'.repeat(8), offset: content.length });
    say({ ...fair, transferId: '02'.repeat(8), offset: 2 ** 47 });
    say({ ...fair, transferId: '03'.repeat(8), lengthBytes: 0 });
    say({ ...fair, transferId: '04'.repeat(8), lengthBytes: maxWindowBytes + 1 });
    say(fair);
    await eventually(() => heard.length > 0);
    expect(heard.map(({ transferId }) => transferId)).toEqual([fair.transferId]);
  });

  it('in crumbs gets pieces of a fair size', async () => {
    const { cid, ticket, heard } = await offeredToEve();
    sayOfFile(eve, ben.account.self())({ ...request(cid, ticket, 1), pieceBytes: 1 });
    await eventually(() => heard.length === Math.ceil(100_000 / smallestPieceBytes));
    expect(heard.every((words) => words.kind === 'piece')).toBe(true);
  });

  it('ten thousand times at once is served four times and told to wait, and messages go on', async () => {
    const { cid, ticket, heard } = await offeredToEve();
    const say = sayOfFile(eve, ben.account.self());
    for (let number = 0; number < 10_000; number += 1) say(request(cid, ticket, number));
    const mid = eve.say(ben.account.self(), 'are you there?');
    await eventually(() => heard.some(({ kind }) => kind === 'refusal'), patient);
    expect(await mid).not.toBeNull();
    const served = new Set(heard.flatMap((words) => (words.kind === 'piece' ? [words.transferId] : [])));
    expect(served.size).toBeLessThanOrEqual(4);
    await eventually(() => ben.account.ephemeral.dropped().tooOften > 5_000, patient);
  });

  it('and is blocked meanwhile hears nothing more', async () => {
    const { cid, ticket, heard } = await offeredToEve();
    await ben.account.client.people.block(toNode(eve));
    await ben.account.directory.refreshBlocked();
    const before = ben.account.ephemeral.dropped().stranger;
    sayOfFile(eve, ben.account.self())(request(cid, ticket, 1));
    await eventually(() => ben.account.ephemeral.dropped().stranger > before);
    expect(heard).toEqual([]);
  });
});
