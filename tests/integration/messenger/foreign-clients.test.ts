import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startEmbeddedServer, type RunningServer } from '../../../main/embedded-server/start-server';
import { FrameType, MsType, OdType, type Encoding } from '../../../main/protocol/packet-types';
import type { Frame, TimMessage } from '../../../main/protocol/packets';
import { leftoversOf } from '../../e2e/support/leftovers';
import { createFastClock } from '../../support/fast-clock';
import { isMessage, RawPeer, registerPeer, textOf } from '../../support/raw-peer';
import { eventually, TestMessenger, valueOf } from '../../support/test-messenger';

const secrets = ['门禁密码四四零八，阅后请忘记', 'the vault opens with 4711-8802-0093'] as const;
const notice = /^🔥 阅后即焚消息，\S+ · Burn-after-reading message, [a-z ]+$/u;

/** Everything that a message says outside of `extra.body`, bytes as text. */
const saidOutsideBody = ({ extra = {}, ...rest }: TimMessage): string => {
  const { body: _body, ...others } = extra;
  return JSON.stringify({ ...rest, extra: others }, (_, value: unknown) =>
    value instanceof Uint8Array
      ? Buffer.from(value).toString()
      : typeof value === 'bigint'
        ? `${value}`
        : value,
  );
};

/** What holds for a burn message wherever a client without burn gets it. */
const expectConcealed = (message: TimMessage | undefined, secret: string): void => {
  expect(message?.dataString).toMatch(notice);
  expect(message === undefined ? '' : textOf(message)).toBe(secret);
  expect(Object.keys(message?.extra ?? {})).toEqual(['body']);
  const said = message === undefined ? secret : saidOutsideBody(message);
  for (const piece of [secret, secret.slice(0, 6), Buffer.from(secret).toString('base64').slice(0, 12)]) {
    expect(said).not.toContain(piece);
  }
};

const packetsOf = (frame: Frame | null): readonly TimMessage[] =>
  frame !== null && 'messageList' in frame.packet ? (frame.packet.messageList ?? []) : [];

describe.each<[Encoding, Encoding]>([
  ['compact', 'json'],
  ['json', 'compact'],
])('the app in %s and a client of somebody else in %s', (encoding, foreignEncoding) => {
  let server: RunningServer;
  let app: TestMessenger;
  let nodeOfApp: string;
  let foreign: RawPeer;
  let chat: string;
  // The app waits for silence many times, which is tim's way to say that there is nothing.
  const clock = createFastClock(10);

  beforeEach(async () => {
    server = await startEmbeddedServer({ requestRate: 0, passwordCost: 1024, deviceLimit: 3 });
    app = new TestMessenger({ name: 'app', encoding, clock });
    nodeOfApp = await app.signUp(server.url);
    const node = await registerPeer(server.url, 'foreign');
    chat = `u:${node}`;
    foreign = await RawPeer.signIn(server.url, 'foreign', foreignEncoding);
    const asked = foreign.next(isMessage);
    valueOf(await app.calls['contacts.add']({ node, greeting: '' }));
    await asked;
    foreign.befriend(nodeOfApp);
    await eventually(async () => (await app.contacts()).some(({ state }) => state === 'friend'));
  });

  afterEach(async () => {
    await foreign.close();
    await app.dispose();
    await server.stop();
  });

  const bodies = async (): Promise<readonly string[]> =>
    (await app.messages(chat)).map(({ body }) => (body.kind === 'text' ? body.text : body.kind));
  const areSent = async (): Promise<void> =>
    eventually(async () => (await app.messages(chat)).every(({ delivery }) => delivery.state === 'sent'));
  const comeBack = async (): Promise<void> => {
    app = new TestMessenger({ name: 'app', encoding, clock, dataDirectory: app.dataDirectory });
    await app.messenger.start();
  };

  it.each(secrets)(
    'a client without burn sees of a burn message the notice and nothing else: %s',
    async (secret) => {
      const live = foreign.next(isMessage);
      await app.send(chat, secret, 10);
      const frame = await live;
      expectConcealed(frame !== null && isMessage(frame) ? frame.packet : undefined, secret);
      expectConcealed((await foreign.history(nodeOfApp)).at(-1), secret);
    },
  );

  it.each(secrets)(
    'the notice is all that waits for a client without burn that was offline: %s',
    async (secret) => {
      await foreign.close();
      await app.send(chat, secret, 10);
      await areSent();
      foreign = await RawPeer.signIn(server.url, 'foreign', foreignEncoding);
      const page = foreign.next(({ type }) => type === FrameType.offlineMessages);
      foreign.send({ type: FrameType.offlineMessages, packet: {} });
      expectConcealed(packetsOf(await page).at(-1), secret);
      expectConcealed((await foreign.history(nodeOfApp)).at(-1), secret);
    },
  );

  /** A command that names its message to the server only; somebody who is offline gets it with the number 0. */
  const eraseSilently = async (kind: 'revoke' | 'burn', mid: bigint): Promise<void> => {
    const type = kind === 'revoke' ? FrameType.revoke : FrameType.burn;
    const odType = kind === 'revoke' ? OdType.revoke : OdType.burn;
    const done = foreign.next((frame) => isMessage(frame) && frame.packet.odType === odType);
    foreign.send({ type, packet: { msType: MsType.user, odType, toTid: { node: nodeOfApp }, mid } });
    expect(await done).not.toBeNull();
  };

  it('a revoke that does not say of what is found out after an absence, and the text leaves the database', async () => {
    const secret = 'revoked-by-a-foreign-client-4711';
    await foreign.say(nodeOfApp, 'before');
    const mid = await foreign.say(nodeOfApp, secret);
    await foreign.say(nodeOfApp, 'after');
    await eventually(async () => (await bodies()).length === 3);
    await app.stop();
    expect(leftoversOf(secret, app.dataDirectory)).not.toEqual([]);
    await eraseSilently('revoke', mid ?? 0n);
    await comeBack();
    await eventually(async () => (await bodies())[1] === 'vanished');
    expect(await bodies()).toEqual(['before', 'vanished', 'after']);
    await app.stop();
    expect(leftoversOf(secret, app.dataDirectory)).toEqual([]);
  });

  it('a burn that does not say of what is found out after an absence, and the text leaves the database', async () => {
    const secret = 'burned-by-a-foreign-client-4711';
    await app.send(chat, 'before');
    await app.send(chat, secret, 10);
    await areSent();
    await app.stop();
    expect(leftoversOf(secret, app.dataDirectory)).not.toEqual([]);
    await eraseSilently('burn', (await foreign.history(nodeOfApp)).at(-1)?.mid ?? 0n);
    await comeBack();
    await eventually(async () => (await bodies())[1] === 'burned');
    expect(await bodies()).toEqual(['before', 'burned']);
    await app.stop();
    expect(leftoversOf(secret, app.dataDirectory)).toEqual([]);
  });

  it('T13: an ordinary message that a foreign reader burned is no longer on the server, which is not a revoke', async () => {
    for (const text of ['burned while online', 'burned while offline', 'stays']) await app.send(chat, text);
    await areSent();
    const [live = 0n, offline = 0n] = (await foreign.history(nodeOfApp)).map(({ mid }) => mid);
    await eraseSilently('burn', live);
    await eventually(async () => (await bodies())[0] === 'burned');
    await app.stop();
    await eraseSilently('burn', offline);
    await comeBack();
    await eventually(async () => (await bodies())[1] !== 'burned while offline');
    expect((await bodies()).slice(1)).toEqual(['vanished', 'stays']);
    await app.stop();
    expect(leftoversOf('burned while', app.dataDirectory)).toEqual([]);
  });
});
