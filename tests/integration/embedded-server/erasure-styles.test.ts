import { afterEach, describe, expect, it } from 'vitest';
import { BusinessType, FrameType, MsType, OdType } from '../../../main/protocol/packet-types';
import { befriend, nextMessage, request, ServerStage, write } from './server-stage';

describe('in the style of tim 2.0.1', () => {
  let stage: ServerStage;

  afterEach(() => stage.stop());

  it.each([
    ['revoke', FrameType.revoke, OdType.revoke],
    ['burn', FrameType.burn, OdType.burn],
  ] as const)('a %s is confirmed with a TimAck and told to the peer only', async (_, type, odType) => {
    stage = await ServerStage.start({ style: '2.0.1' });
    const [anna, ben] = [await stage.person('anna'), await stage.person('ben')];
    await befriend(anna, ben);
    write(anna, ben, { dataString: 'secret' });
    const { mid = 0n } = await nextMessage(anna);
    await nextMessage(ben);
    const [caller, peer] = odType === OdType.revoke ? [anna, ben] : [ben, anna];
    caller.client.send({ type, packet: { msType: MsType.user, odType, toTid: { node: peer.node }, mid } });
    expect(await caller.client.nextAck()).toEqual({ ok: true, timType: type, t: 2n, n: peer.node, t2: mid });
    expect(await nextMessage(peer)).toMatchObject({ odType, mid });
    expect(await caller.client.unexpected()).toEqual([]);
  });

  it('a room member who revokes gets the TimAck, the others the message', async () => {
    stage = await ServerStage.start({ style: '2.0.1' });
    const [anna, ben] = [await stage.person('anna'), await stage.person('ben')];
    request(anna, { rtype: BusinessType.newRoom, node: 'room', reqInt: 2n });
    const room = (await anna.client.nextAck()).n ?? '';
    request(ben, { rtype: BusinessType.addRoom, node: room, reqStr: 'in' });
    await nextMessage(ben);
    const address = { msType: MsType.room, roomTid: { node: room } };
    anna.client.send({
      type: FrameType.message,
      packet: { ...address, odType: OdType.message, dataString: 'x' },
    });
    const { mid = 0n } = await nextMessage(anna);
    await nextMessage(ben);
    anna.client.send({ type: FrameType.revoke, packet: { ...address, odType: OdType.revoke, mid } });
    expect(await anna.client.nextAck()).toEqual({
      ok: true,
      timType: FrameType.revoke,
      t: 3n,
      n: room,
      t2: mid,
    });
    expect(await nextMessage(ben)).toMatchObject({ odType: OdType.revoke, mid });
    expect(await anna.client.unexpected()).toEqual([]);
  });
});
