import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startEmbeddedServer, type RunningServer } from '../../../main/embedded-server/start-server';
import { FrameType, NodesType } from '../../../main/protocol/packet-types';
import type { TimUserBean } from '../../../main/protocol/packets';
import type { PersonView } from '../../../preload/contract/profile-views';
import { createFastClock } from '../../support/fast-clock';
import { png } from '../../support/pictures';
import { RawPeer } from '../../support/raw-peer';
import { befriend, eventually, TestMessenger, valueOf } from '../../support/test-messenger';

let server: RunningServer;
let a: TestMessenger;
let b: TestMessenger;
let nodes: [string, string];
// Silence takes seconds, and whoever was looked at is looked at again after half a minute.
const clock = createFastClock(20);
beforeEach(async () => {
  server = await startEmbeddedServer({ requestRate: 0, passwordCost: 1024, deviceLimit: 5 });
  a = new TestMessenger({ name: '林小满', clock });
  b = new TestMessenger({ name: 'Alice', encoding: 'json', clock });
  nodes = [await a.signUp(server.url), await b.signUp(server.url)];
});
afterEach(async () => {
  await a.dispose();
  await b.dispose();
  await server.stop();
});

const change = (fields: Parameters<TestMessenger['calls']['profile.change']>[0]) =>
  a.calls['profile.change'](fields);
/** What `b` sees of `a`, asked for anew as often as it takes. */
const seen = async (isSeen: (person: PersonView) => boolean): Promise<void> =>
  eventually(async () => isSeen(valueOf(await b.calls['people.look']({ node: nodes[0] }))));
const nameInList = async (who: TestMessenger): Promise<readonly (string | undefined)[]> =>
  (await who.contacts()).flatMap(({ name, ownName }) => [name, ownName]);

describe('what somebody tells about themselves', () => {
  it('is seen by others in every field, and the nickname is the name everywhere', async () => {
    await befriend(a, b, nodes);
    const fields = {
      name: '林晓曼',
      nickname: '小满',
      gender: 'female',
      birthday: '1996-05-20',
      area: '浙江 杭州',
      status: '<b>小得盈满</b>',
    } as const;
    expect(valueOf(await change(fields))).toMatchObject({ shownName: '小满', relation: 'self' });
    await seen(({ profile }) => profile.nickname === '小满');
    const { profile, relation } = valueOf(await b.calls['people.profile']({ node: nodes[0] }));
    expect([profile, relation]).toEqual([fields, 'friend']);
    expect(await nameInList(b)).toEqual(['小满', undefined]);
    expect(a.current()?.account).toMatchObject({ name: '小满', signInName: '林小满' });
  });

  it('changes field by field, and what is left out stays', async () => {
    valueOf(await change({ area: '杭州', status: '在' }));
    valueOf(await change({ area: '' }));
    const { profile } = valueOf(await a.calls['people.profile']({ node: nodes[0] }));
    expect([profile.area, profile.status, profile.nickname]).toEqual(['', '在', '林小满']);
  });

  it('keeps what other clients have put into the record', async () => {
    const tablet = await RawPeer.signIn(server.url, a.credentials(server.url));
    const confirmed = tablet.next(({ type }) => type === FrameType.ack);
    const card: TimUserBean = {
      cover: 'c.png',
      extend: { theirs: 'kept' },
      extra: { other: Uint8Array.of(7) },
    };
    tablet.send({ type: FrameType.nodes, packet: { ntype: NodesType.modifyUser, usermap: { '': card } } });
    await confirmed;
    valueOf(await change({ status: '忙', picture: png({ width: 64, height: 64 }) }));
    const told = tablet.next(({ type }) => type === FrameType.nodes);
    tablet.send({ type: FrameType.nodes, packet: { ntype: NodesType.userInfo, nodelist: [nodes[0]] } });
    const frame = await told;
    await tablet.close();
    expect(frame).toMatchObject({
      packet: { usermap: { [nodes[0]]: { cover: 'c.png', extend: { theirs: 'kept', status: '忙' } } } },
    });
    const bean = frame?.type === FrameType.nodes ? frame.packet.usermap?.[nodes[0]] : undefined;
    expect([...(bean?.extra?.['other'] ?? [])]).toEqual([7]);
  });

  it('is refused in words when it cannot be, and nothing is sent', async () => {
    const tooLong = '名'.repeat(65);
    const refusals = await Promise.all([
      change({ nickname: tooLong }),
      change({ nickname: ' \u200b', name: '' }),
      change({ birthday: '2023-02-30' }),
      change({ picture: new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>') }),
      change({ picture: new Uint8Array(20 * 1024 * 1024) }),
    ]);
    expect(refusals.map((result) => (result.ok ? 'done' : result.failure.code))).toEqual([
      'profileTextTooLong',
      'nameEmpty',
      'birthdayInvalid',
      'imageUnreadable',
      'imageTooLarge',
    ]);
    expect(valueOf(await a.calls['people.profile']({ node: nodes[0] })).profile.nickname).toBe('林小满');
  });

  it('says that there is no connection', async () => {
    await server.stop();
    await eventually(() => a.connection().state !== 'online');
    expect(await change({ status: '在' })).toEqual({ ok: false, failure: { code: 'offline' } });
  });
});

describe('a change', () => {
  it('reaches friends who are there by itself: they hear of a newer card and ask for it', async () => {
    await befriend(a, b, nodes);
    await eventually(async () => (await nameInList(b)).includes('林小满'));
    valueOf(await change({ nickname: '小满', area: '杭州', picture: png({ width: 64, height: 64 }) }));
    await eventually(async () => (await nameInList(b)).includes('小满'), 30_000);
    const { profile, hasPicture } = valueOf(await b.calls['people.profile']({ node: nodes[0] }));
    expect([profile.area, hasPicture]).toEqual(['杭州', true]);
  });
});

describe('the picture of somebody', () => {
  const pictureAt = async (who: TestMessenger) =>
    valueOf(await who.calls['pictures.of']({ owners: [`u:${nodes[0]}`] })).map(({ mediaType, bytes }) => [
      mediaType,
      bytes.length,
    ]);

  it('is seen by others, is told as a change, and goes again', async () => {
    const picture = png({ width: 256, height: 256 });
    valueOf(await change({ picture }));
    await seen(({ hasPicture }) => hasPicture);
    expect(await pictureAt(b)).toEqual([['image/png', picture.length]]);
    expect(b.changes.some((told) => told.kind === 'pictures')).toBe(true);
    valueOf(await change({ picture: null }));
    await seen(({ hasPicture }) => !hasPicture);
    expect([await pictureAt(a), await pictureAt(b)]).toEqual([[], []]);
  });

  it('of another client is not shown when it is none, or claims to be huge', async () => {
    const foreign = await RawPeer.signIn(server.url, a.credentials(server.url));
    for (const avatar of [png({ width: 5_000, height: 5_000 }), new TextEncoder().encode('<svg/>')]) {
      const confirmed = foreign.next(({ type }) => type === FrameType.ack);
      const packet = {
        ntype: NodesType.modifyUser,
        usermap: { '': { extra: { avatar }, area: `${avatar.length}` } },
      };
      foreign.send({ type: FrameType.nodes, packet });
      await confirmed;
      await seen(({ profile }) => profile.area === `${avatar.length}`);
      expect(await pictureAt(b)).toEqual([]);
    }
    await foreign.close();
  });
});

describe('a remark', () => {
  beforeEach(async () => {
    await befriend(a, b, nodes);
    await eventually(async () => (await nameInList(b)).includes('林小满'));
  });

  it('stands in the place of the name here alone, and stays over a restart and the end of a friendship', async () => {
    valueOf(await b.calls['people.setRemark']({ node: nodes[0], remark: ' 满满\u202e ' }));
    expect(await nameInList(b)).toEqual(['满满', '林小满']);
    expect((await b.conversations()).map(({ title, ownName }) => [title, ownName])).toEqual([
      ['满满', '林小满'],
    ]);
    await b.stop();
    const again = new TestMessenger({ name: 'Alice', clock, dataDirectory: b.dataDirectory });
    await again.messenger.start();
    await again.isOnline();
    expect(await nameInList(again)).toEqual(['满满', '林小满']);
    valueOf(await again.calls['contacts.remove']({ node: nodes[0] }));
    expect((await again.conversations()).map(({ title }) => title)).toEqual(['满满']);
    valueOf(await again.calls['people.setRemark']({ node: nodes[0], remark: '' }));
    expect((await again.conversations()).map(({ title, ownName }) => [title, ownName])).toEqual([
      ['林小满', undefined],
    ]);
    await again.stop();
  });

  it('of oneself, or one that is too long, is refused', async () => {
    const codes = await Promise.all([
      b.calls['people.setRemark']({ node: nodes[1], remark: 'me' }),
      b.calls['people.setRemark']({ node: nodes[0], remark: 'x'.repeat(300) }),
    ]);
    expect(codes.map((result) => (result.ok ? 'done' : result.failure.code))).toEqual([
      'invalidArgument',
      'profileTextTooLong',
    ]);
  });
});

describe('looking at somebody', () => {
  it('whom the server does not know says so, and who says nothing is not called unknown', async () => {
    expect(await b.calls['people.look']({ node: '5ZJrxzUwDyW' })).toEqual({
      ok: false,
      failure: { code: 'unknownAccount' },
    });
    await server.stop();
    await eventually(() => b.connection().state !== 'online');
    expect(await b.calls['people.look']({ node: nodes[0] })).toEqual({
      ok: false,
      failure: { code: 'offline' },
    });
  });
});
