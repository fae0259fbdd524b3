import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FrameType } from '../../../main/protocol/packet-types';
import { MemoryStage } from './memory-stage';
import type { Person } from './server-stage';

const headerBytes = 5;

/** A TIMBIGSTRING to `node` that claims to be `extraBytes` longer than it is. */
function bigString(node: string, text: string, extraBytes: number): Uint8Array {
  const body = Buffer.from(`${node}|${text}`, 'utf8');
  const header = Buffer.alloc(headerBytes, FrameType.bigString);
  header.writeInt32BE(headerBytes + body.length + extraBytes, 1);
  return Buffer.concat([header, body]);
}

describe('big data whose length is too big', () => {
  let stage: MemoryStage;
  let anna: Person;
  let ben: Person;

  beforeEach(async () => {
    stage = await MemoryStage.start();
    anna = await stage.person('anna');
    ben = await stage.person('ben');
  });

  afterEach(() => stage.server.stop());

  it('makes the socket deaf until as many bytes have come, pings included', async () => {
    anna.client.sendBytes(bigString(ben.node, 'text', 2));
    for (let times = 0; times < 2; times += 1) anna.client.sendBytes(Uint8Array.of(FrameType.ping));
    expect(await anna.client.unexpected()).toEqual([]);
    expect((await ben.client.frameOf(FrameType.bigString)).packet).toEqual({
      node: anna.node,
      dataString: 'text\r\r',
    });
  });

  it('is forgotten when a message comes that is longer than what is missing: that one counts', async () => {
    anna.client.sendBytes(bigString(ben.node, 'lost', 3));
    anna.client.sendBytes(bigString(ben.node, 'whole', 0));
    expect(await anna.client.unexpected()).toEqual([]);
    expect((await ben.client.frameOf(FrameType.bigString)).packet.dataString).toBe('whole');
    expect(await ben.client.unexpected()).toEqual([]);
  });
});
