import { afterEach, describe, expect, it } from 'vitest';
import { BusinessType, FrameType } from '../../../main/protocol/packet-types';
import { MemoryStage } from './memory-stage';
import { request } from './server-stage';
import { postInMemory } from './wire-client';

let stage: MemoryStage;

afterEach(() => stage.server.stop());

async function registered(pwd: string, domain?: string): Promise<number | 'ok'> {
  const auth = {
    name: `${pwd} in ${domain ?? 'no domain'}`,
    pwd,
    ...(domain === undefined ? {} : { domain }),
  };
  const ack = await postInMemory(stage.server, FrameType.register, auth);
  return ack.ok ? 'ok' : (ack.error?.code ?? 0);
}

describe('passwords on the embedded server', () => {
  it('T11: more than 21 bytes without a domain are refused at registration with 5103', async () => {
    stage = await MemoryStage.start();
    expect(await registered('x'.repeat(21))).toBe('ok');
    expect(await registered('x'.repeat(22))).toBe(5103);
    expect(await registered('密'.repeat(7))).toBe('ok');
    expect(await registered('密'.repeat(8))).toBe(5103);
  });

  it('T11: the domain counts', async () => {
    stage = await MemoryStage.start();
    expect(await registered('x'.repeat(13), '12345678')).toBe('ok');
    expect(await registered('x'.repeat(14), '12345678')).toBe(5103);
  });

  it('T11: the salt of the configuration decides how long a password may be', async () => {
    stage = await MemoryStage.start({ saltBytes: 4 });
    expect(await registered('x'.repeat(60))).toBe('ok');
    expect(await registered('x'.repeat(61))).toBe(5103);
  });

  it('T11: a change to a longer one is refused with 4112 and 4106, and the old one stays', async () => {
    stage = await MemoryStage.start({ saltBytes: 43 });
    const anna = await stage.person('anna');
    request(anna, { rtype: BusinessType.modifyAuth, reqStr: 'pw1', reqStr2: 'x'.repeat(30) });
    expect(await anna.client.nextAck()).toMatchObject({ ok: false, t: 21n, error: { code: 4112 } });
    expect(await anna.client.nextAck()).toMatchObject({ ok: false, error: { code: 4106 } });
    // Signs in with the old one; rejects when that is refused.
    await stage.device('anna');
  });
});
