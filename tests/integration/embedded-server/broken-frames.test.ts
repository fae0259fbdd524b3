import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodeFrame } from '../../../main/protocol/frame';
import { FrameType } from '../../../main/protocol/packet-types';
import type { Frame } from '../../../main/protocol/packets';
import { MemoryStage } from './memory-stage';
import { befriend, nextMessage, write, type Person } from './server-stage';

const jsonMessage = FrameType.message | 0x80;
const compact = (frame: Frame): Uint8Array => encodeFrame(frame, { from: 'client', encoding: 'compact' });

describe('of a frame that is broken', () => {
  let stage: MemoryStage;
  let anna: Person;
  let ben: Person;

  beforeEach(async () => {
    stage = await MemoryStage.start();
    anna = await stage.person('anna');
    ben = await stage.person('ben');
    await befriend(anna, ben);
    for (const { client } of [anna, ben]) await client.unexpected();
  });

  afterEach(() => stage.server.stop());

  function sendJson(fields: object): void {
    const text = JSON.stringify({ msType: 2, odType: 1, toTid: { node: ben.node }, ...fields });
    anna.client.sendBytes(Buffer.concat([Uint8Array.of(jsonMessage), Buffer.from(text, 'utf8')]));
  }

  const delivered = {
    msType: 2,
    odType: 1,
    id: expect.any(BigInt) as bigint,
    mid: 1n,
    fromTid: { node: '', domain: 'example.org' },
    toTid: { node: '', domain: 'example.org' },
    dataString: 'x',
  };

  function expected(): object {
    const tids = { fromTid: { node: anna.node }, toTid: { node: ben.node } };
    return {
      ...delivered,
      fromTid: { ...delivered.fromTid, ...tids.fromTid },
      toTid: { ...delivered.toTid, ...tids.toTid },
    };
  }

  it.each([
    ['a number in quotes', { id: '123' }],
    ['a fraction', { mid: 1.5 }],
    ['a number beyond its field', { udtype: 70_000 }],
    ['bytes that are no base64', { extra: { k: '%' } }],
  ])('JSON with %s: the rest is delivered, without a time', async (_, fields) => {
    sendJson({ dataString: 'x', ...fields });
    const echo = await nextMessage(anna);
    const { extra: _extra, ...rest } = echo;
    expect(rest).toEqual(expected());
    expect(await nextMessage(ben)).toEqual(echo);
  });

  it('compact bytes that end inside a field: what came before is delivered, without a time', async () => {
    const packet = {
      msType: 2,
      odType: 1,
      toTid: { node: ben.node },
      dataString: 'x',
      extend: { k: 'value' },
    };
    const whole = compact({ type: FrameType.message, packet });
    anna.client.sendBytes(whole.subarray(0, whole.length - 4));
    const { extend: _extend, ...echo } = await nextMessage(anna);
    expect(echo).toEqual(expected());
    expect(await nextMessage(ben)).toMatchObject({ dataString: 'x', mid: 1n });
  });

  it('a revoke whose mid is in quotes has none', async () => {
    write(anna, ben, { dataString: 'x' });
    await nextMessage(anna);
    sendJson({ odType: 2, mid: '1' });
    expect((await anna.client.nextAck()).error?.code).toBe(4104);
  });

  it('requests are answered by what could be read', async () => {
    const packet = { rtype: 1, node: ben.node, reqInt: 0n, reqInt2: 0n, node2: '' };
    const whole = compact({ type: FrameType.business, packet });
    anna.client.sendBytes(whole.subarray(0, 3));
    expect((await anna.client.frameOf(FrameType.nodes)).packet).toEqual({ ntype: 1, nodelist: [ben.node] });
    anna.client.sendBytes(Uint8Array.of(FrameType.broadcastPresence, 0xff));
    expect(await anna.client.unexpected()).toEqual([]);
    expect((await ben.client.frameOf(FrameType.presence)).packet).toEqual({
      fromTid: { node: anna.node, domain: 'example.org' },
      toTid: { node: ben.node },
    });
  });

  it('JSON that is none is not read at all', async () => {
    anna.client.sendBytes(Buffer.from('da7b7b', 'hex'));
    expect((await anna.client.nextAck()).error?.code).toBe(4113);
    anna.client.sendBytes(Buffer.from('da5b5d', 'hex'));
    expect((await anna.client.nextAck()).error?.code).toBe(4106);
  });
});

it('with the switch off a broken frame is refused', async () => {
  const stage = await MemoryStage.start({ behaviour: { brokenBodiesRead: false } });
  const anna = await stage.person('anna');
  const text = JSON.stringify({ msType: 2, odType: 1, id: '1', toTid: { node: anna.node } });
  anna.client.sendBytes(Buffer.concat([Uint8Array.of(jsonMessage), Buffer.from(text, 'utf8')]));
  expect((await anna.client.nextAck()).error?.code).toBe(4113);
  await stage.server.stop();
});

it('only to register a request must be without a flaw', async () => {
  const stage = await MemoryStage.start();
  await stage.person('anna');
  const post = async (type: number, fields: object): Promise<string> => {
    const text = JSON.stringify({ pwd: 'pw1', domain: 'example.org', termtyp: '4', ...fields });
    const body = Buffer.concat([Uint8Array.of(type | 0x80), Buffer.from(text, 'utf8')]);
    return Buffer.from(await stage.server.post(body)).toString('latin1');
  };
  expect(await post(FrameType.register, { name: 'ben' })).toContain('"code":4104');
  expect(await post(FrameType.token, { name: 'anna' })).toContain('"ok":true');
  await stage.server.stop();
});
