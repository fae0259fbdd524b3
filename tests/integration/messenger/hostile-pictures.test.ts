import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startEmbeddedServer, type RunningServer } from '../../../main/embedded-server/start-server';
import { FrameType, MsType, OdType } from '../../../main/protocol/packet-types';
import { movingGif } from '../../support/moving-pictures';
import { isMessage, RawPeer, registerPeer } from '../../support/raw-peer';
import { eventually, TestMessenger, valueOf } from '../../support/test-messenger';

let server: RunningServer;
let app: TestMessenger;
let foreign: RawPeer;
let nodeOfApp: string;
let chat: string;

beforeEach(async () => {
  server = await startEmbeddedServer({ requestRate: 0, passwordCost: 1024 });
  app = new TestMessenger({ name: 'app' });
  nodeOfApp = await app.signUp(server.url);
  const node = await registerPeer(server.url, 'foreign');
  chat = `u:${node}`;
  foreign = await RawPeer.signIn(server.url, 'foreign', 'compact');
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

/** The friend's client sends a picture of this kind; what the window gets of it. */
const shown = async (dataBinary: Uint8Array) => {
  foreign.send({
    type: FrameType.message,
    packet: {
      msType: MsType.user,
      odType: OdType.message,
      toTid: { node: nodeOfApp },
      udtype: 1001,
      dataString: 'a picture',
      dataBinary,
    },
  });
  await eventually(async () => (await app.messages(chat)).length === 1);
  const [message] = await app.messages(chat);
  const result = await app.calls['messages.image']({ messageId: message?.messageId ?? '' });
  return result.ok ? { isAnimated: result.value.isAnimated } : result.failure.code;
};

describe('a picture of somebody else’s client', () => {
  it('T43: of 7000 x 7000 that moves never reaches a window', async () => {
    const bytes = movingGif({ width: 7_000, height: 7_000, frames: 40 });
    expect(bytes.length).toBeLessThan(1_000);
    expect(await shown(bytes)).toBe('animationTooLarge');
  });

  it('T43: that moves within reason is known to move', async () => {
    expect(await shown(movingGif({ width: 320, height: 240, frames: 12 }))).toEqual({ isAnimated: true });
  });
});
