import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BusinessType, FrameType, MsType, OdType } from '../../../main/protocol/packet-types';
import { befriend, nextMessage, request, ServerStage, write } from './server-stage';

describe('a server with a data folder', () => {
  let folder: string;
  let stage: ServerStage;

  beforeEach(async () => {
    folder = join(mkdtempSync(join(tmpdir(), 'tim-server-')), 'data');
    stage = await ServerStage.start({ dataFolder: folder });
  });

  afterEach(async () => {
    await stage.stop();
    rmSync(join(folder, '..'), { recursive: true });
  });

  it('keeps accounts, friends, history and offline messages over a restart', async () => {
    const [anna, ben] = [await stage.person('anna'), await stage.person('ben')];
    await befriend(anna, ben);
    write(anna, ben, { dataString: 'seen' });
    const seen = await nextMessage(anna);
    await nextMessage(ben);
    await ben.client.close();
    write(anna, ben, { dataString: 'missed' });
    const missed = await nextMessage(anna).then((m) => (m.dataString === 'missed' ? m : nextMessage(anna)));
    await stage.stop();
    stage = await ServerStage.start({ dataFolder: folder });
    const [annaAgain, benAgain] = [
      await stage.person('anna', anna.node),
      await stage.person('ben', ben.node),
    ];
    benAgain.client.send({ type: FrameType.offlineMessages, packet: {} });
    expect(await benAgain.client.frameOf(FrameType.offlineMessages)).toMatchObject({
      packet: { messageList: [{ dataString: 'missed', mid: missed.mid, fromTid: { node: anna.node } }] },
    });
    request(annaAgain, { rtype: BusinessType.roster });
    expect((await annaAgain.client.frameOf(FrameType.nodes)).packet.nodelist).toEqual([ben.node]);
    const pull = { rtype: 1, node: ben.node, reqInt: 0n, reqInt2: 10n };
    annaAgain.client.send({ type: FrameType.pullMessages, packet: pull });
    expect(await annaAgain.client.frameOf(FrameType.pullMessages)).toMatchObject({
      packet: { messageList: [{ dataString: 'missed' }, { dataString: 'seen', mid: seen.mid }] },
    });
    write(annaAgain, benAgain, { dataString: 'later' });
    expect((await nextMessage(annaAgain)).mid ?? 0n).toBeGreaterThan(missed.mid ?? 0n);
  });

  it('can be read by its owner only', () => {
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    for (const file of readdirSync(folder))
      expect(statSync(join(folder, file)).mode & 0o777, file).toBe(0o600);
  });

  it('keeps nothing of a revoked message in its files', async () => {
    const marker = 'MARKER-7f3a91';
    const holdsMarker = (): boolean =>
      readdirSync(folder).some((file) => readFileSync(join(folder, file)).includes(marker));
    const [anna, ben] = [await stage.person('anna'), await stage.person('ben')];
    await befriend(anna, ben);
    write(anna, ben, { dataString: marker });
    const { mid = 0n } = await nextMessage(anna);
    await nextMessage(ben);
    expect(holdsMarker()).toBe(true);
    const target = { msType: MsType.user, toTid: { node: ben.node }, mid };
    anna.client.send({ type: FrameType.revoke, packet: { ...target, odType: OdType.revoke } });
    await nextMessage(ben);
    expect(holdsMarker()).toBe(false);
  });
});
