import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Driver from 'better-sqlite3-multiple-ciphers';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { FrameType, OdType } from '../../../main/protocol/packet-types';
import type { TimMessage } from '../../../main/protocol/packets';
import { PieceSearch } from '../../support/forensics/piece-search';
import { secretText } from '../../support/forensics/secret-content';
import { SeededChance } from '../../support/seeded-chance';
import { MemoryStage } from './memory-stage';
import { befriend, nextMessage, write, type Person } from './server-stage';

const key = new Uint8Array(32).fill(0x5a);

let folder: string;
let stage: MemoryStage;

beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'tim-server-'))));
afterEach(async () => {
  await stage.server.stop();
  rmSync(folder, { recursive: true, force: true });
});

const searchFor = (texts: readonly string[]): PieceSearch =>
  new PieceSearch(texts.map((text, index) => ({ label: `text ${index}`, bytes: Buffer.from(text) })));

const filesOf = (where: string): readonly string[] => readdirSync(where).map((name) => join(where, name));

/** Every page as SQLite sees it, decrypted, in copies of the files: a kill would leave them like this. */
function decryptedPages(): Buffer {
  const copy = mkdtempSync(join(tmpdir(), 'tim-server-copy-'));
  try {
    for (const suffix of ['', '-wal']) {
      const file = join(folder, `tim-server.db${suffix}`);
      if (existsSync(file)) copyFileSync(file, join(copy, `tim-server.db${suffix}`));
    }
    const driver = new Driver(join(copy, 'tim-server.db'));
    driver.pragma("cipher = 'chacha20'");
    driver.pragma(`key = 'raw:${Buffer.from(key).toString('hex')}'`);
    const pages = driver.serialize();
    driver.close();
    return pages;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

async function friendsOn(options: { readonly key?: Uint8Array }): Promise<readonly [Person, Person]> {
  stage = await MemoryStage.start({ dataFolder: folder, ...options });
  const anna = await stage.person('anna');
  const ben = await stage.person('ben');
  await befriend(anna, ben);
  return [anna, ben];
}

async function tell(writer: Person, reader: Person, fields: Partial<TimMessage>): Promise<bigint> {
  write(writer, reader, fields);
  await nextMessage(reader);
  return (await nextMessage(writer)).mid ?? 0n;
}

it('T25: nothing of a message is readable in the files of a server with a key', async () => {
  const texts = [secretText(new SeededChance(25), 200), secretText(new SeededChance(26), 5_000)];
  const [anna, ben] = await friendsOn({ key });
  for (const dataString of texts) await tell(anna, ben, { dataString });
  expect(searchFor(texts).findIn(decryptedPages()).length).toBeGreaterThan(0);
  for (const file of filesOf(folder)) {
    const bytes = readFileSync(file);
    expect(searchFor([...texts, 'SQLite format 3']).findIn(bytes), file).toEqual([]);
  }
});

it('T25: revoked and burned texts are gone from the pages of the server, too', async () => {
  const chance = new SeededChance(27);
  const gone: string[] = [];
  const [anna, ben] = await friendsOn({ key });
  for (let round = 0; round < 30; round += 1) {
    const text = secretText(chance, 20 + round * 150);
    const isBurned = round % 2 === 0;
    const fields = isBurned ? { extra: { body: Buffer.from(text) } } : { dataString: text };
    const mid = await tell(anna, ben, fields);
    await tell(anna, ben, { dataString: secretText(chance, 40 + round * 20) });
    if (round === 0) expect(searchFor([text]).findIn(decryptedPages()).length).toBeGreaterThan(0);
    const [eraser, other] = isBurned ? [ben, anna] : [anna, ben];
    const odType = isBurned ? OdType.burn : OdType.revoke;
    eraser.client.send({
      type: isBurned ? FrameType.burn : FrameType.revoke,
      packet: { msType: 2, odType, mid, toTid: { node: other.node } },
    });
    await nextMessage(eraser);
    await nextMessage(other);
    gone.push(text);
  }
  expect(searchFor(gone).findIn(decryptedPages())).toEqual([]);
});

it('T25: a database from before the keys is encrypted at the next start, with all that is in it', async () => {
  const text = secretText(new SeededChance(28), 300);
  const [anna, ben] = await friendsOn({});
  await tell(anna, ben, { dataString: text });
  await stage.server.stop();
  expect(
    filesOf(folder).flatMap((file) => searchFor([text]).findIn(readFileSync(file))).length,
  ).toBeGreaterThan(0);
  stage = await MemoryStage.start({ dataFolder: folder, key });
  for (const file of filesOf(folder)) expect(searchFor([text]).findIn(readFileSync(file)), file).toEqual([]);
  const back = await stage.device('ben');
  back.client.send({
    type: FrameType.pullMessages,
    packet: { rtype: 1, node: anna.node, reqInt: 0n, reqInt2: 5n },
  });
  // A server's frame of this type carries a TimMessageList.
  const { packet } = await back.client.frameOf(FrameType.pullMessages);
  expect((packet as { messageList?: readonly TimMessage[] }).messageList?.[0]?.dataString).toBe(text);
});

it('T25: a server with another key does not start and changes nothing', async () => {
  await friendsOn({ key });
  await stage.server.stop();
  const before = readFileSync(join(folder, 'tim-server.db'));
  await expect(MemoryStage.start({ dataFolder: folder, key: new Uint8Array(32) })).rejects.toThrow(
    'another key',
  );
  expect(readFileSync(join(folder, 'tim-server.db')).equals(before)).toBe(true);
});
