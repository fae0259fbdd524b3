import { startServerProcess } from '../embedded-server';
import { decryptedDatabases } from '../profile-database';
import { SeededChance } from '../seeded-chance';
import { befriend, eventually, TestMessenger, valueOf } from '../test-messenger';
import { secretText } from './secret-content';

/** How late contents went in the accounts of one computer, all but one of which nobody was signed in to any more. */
export interface LeftAccountsReport {
  readonly accounts: number;
  readonly messages: number;
  /** Texts that were found in a database while they were open, so that their end could be seen there. */
  readonly seen: number;
  /** Of those, the ones that were away before their time. */
  readonly early: number;
  /** From the end of the reading time to the first look that found nothing any more, ms. */
  readonly medianMs: number;
  readonly latestMs: number;
}

/** A burn message that is open. */
interface OpenSecret {
  readonly bytes: Buffer;
  readonly dueMs: number;
  hasBeenSeen: boolean;
  /** When it was found no more; null while it is there. */
  goneMs: number | null;
}

const textLength = 40;
const shortestSeconds = 4;
const spreadSeconds = 6;
// Each look copies and decrypts every database, in the same thread as the clocks.
const lookEveryMs = 50;
const patienceMs = 60_000;

/**
 * Opens burn messages in several accounts of one computer, one account after the other, and signs out of each but the last;
 * looks into all databases, decrypted and in real time, until nothing is left. Needs the built server.
 */
export async function measureLeftAccounts(options: {
  readonly accounts: number;
  readonly messages: number;
  readonly seed: number;
}): Promise<LeftAccountsReport> {
  const chance = new SeededChance(options.seed);
  const server = await startServerProcess(['--request-rate', '0']);
  const author = new TestMessenger({ name: 'author' });
  const reader = new TestMessenger({ name: 'reader' });
  const secrets: OpenSecret[] = [];
  const looking = setInterval(() => look(secrets, reader.dataDirectory), lookEveryMs);
  try {
    const authorNode = await author.signUp(server.url);
    for (let account = 1; account <= options.accounts; account += 1) {
      if (account > 1) valueOf(await reader.calls['account.signOut']({ data: 'keep' }));
      const form = { ...reader.credentials(server.url), name: `reader ${account}` };
      const { node } = valueOf(await reader.calls['account.signUp'](form));
      await reader.isOnline();
      await befriend(author, reader, [authorNode, node]);
      await eventually(() => hasChat(author, node));
      await eventually(() => hasChat(reader, authorNode));
      for (let message = 0; message < options.messages; message += 1) {
        secrets.push(await openSecret(author, reader, { nodes: [authorNode, node], chance }));
      }
    }
    await eventually(() => secrets.every(({ goneMs }) => goneMs !== null), patienceMs);
  } finally {
    clearInterval(looking);
    await reader.dispose();
    await author.dispose();
    await server.stop();
  }
  return reportOf(secrets, options.accounts);
}

async function openSecret(
  author: TestMessenger,
  reader: TestMessenger,
  { nodes, chance }: { readonly nodes: readonly [string, string]; readonly chance: SeededChance },
): Promise<OpenSecret> {
  const [authorNode, readerNode] = nodes;
  const text = secretText(chance, textLength);
  const seconds = shortestSeconds + chance.below(spreadSeconds);
  const before = (await reader.messages(`u:${authorNode}`)).length;
  await author.send(`u:${readerNode}`, text, seconds);
  await eventually(async () => (await reader.messages(`u:${authorNode}`)).length > before);
  const messageId = (await reader.messages(`u:${authorNode}`)).at(-1)?.messageId ?? '';
  const { body } = valueOf(await reader.calls['messages.reveal']({ messageId }));
  if (body.kind !== 'burnRevealed') throw new Error(`not opened: ${body.kind}`);
  return { bytes: Buffer.from(text), dueMs: body.expiresAtMs, hasBeenSeen: false, goneMs: null };
}

async function hasChat(messenger: TestMessenger, node: string): Promise<boolean> {
  return (await messenger.conversations()).some((conversation) => conversation.node === node);
}

function look(secrets: readonly OpenSecret[], dataDirectory: string): void {
  const open = secrets.filter(({ goneMs }) => goneMs === null);
  if (open.length === 0) return;
  const lookedAtMs = Date.now();
  const pages = decryptedDatabases(dataDirectory).map((database) => database.pages);
  for (const secret of open) {
    if (pages.some((bytes) => bytes.includes(secret.bytes))) secret.hasBeenSeen = true;
    else secret.goneMs = lookedAtMs;
  }
}

function reportOf(secrets: readonly OpenSecret[], accounts: number): LeftAccountsReport {
  const lateMs = secrets
    .map(({ goneMs, dueMs }) => (goneMs ?? Number.NaN) - dueMs)
    .sort((one, other) => one - other);
  return {
    accounts,
    messages: secrets.length,
    seen: secrets.filter(({ hasBeenSeen }) => hasBeenSeen).length,
    early: lateMs.filter((ms) => ms < 0).length,
    medianMs: lateMs[Math.floor(lateMs.length / 2)] ?? Number.NaN,
    latestMs: lateMs.at(-1) ?? Number.NaN,
  };
}
