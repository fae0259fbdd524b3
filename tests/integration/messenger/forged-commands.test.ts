import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TimMessage } from '../../../main/protocol/packets';
import { eventually, TestMessenger, valueOf } from '../../support/test-messenger';
import { SilentServer } from '../../support/silent-server';

describe('a command that names somebody else’s message', () => {
  let server: SilentServer;
  let messenger: TestMessenger;

  beforeEach(async () => {
    server = await SilentServer.start();
    messenger = new TestMessenger({ name: 'a' });
    valueOf(await messenger.calls['account.signIn'](messenger.credentials(server.url)));
    await messenger.isOnline();
  });

  afterEach(async () => {
    await messenger.dispose();
    await server.stop();
  });

  const from = (author: string, fields: Partial<TimMessage>): void =>
    server.send({
      type: 90,
      packet: {
        msType: 2,
        odType: 1,
        fromTid: { node: author },
        toTid: { node: author === 'self' ? 'peer' : 'self' },
        ...fields,
      },
    });
  const texts = async (): Promise<readonly string[]> =>
    (await messenger.messages('u:peer')).map(({ body }) => (body.kind === 'text' ? body.text : body.kind));
  /** Everything sent before has been applied once this has arrived. */
  const flushed = async (mid: bigint): Promise<void> => {
    from('peer', { mid, dataString: `flush ${mid}` });
    await eventually(async () => (await texts()).includes(`flush ${mid}`));
  };

  it.each([
    ['a revoke of my message by the peer, real mid', { odType: 2, mid: 1n }],
    ['a revoke of my message by the peer, claimed mid', { odType: 2, mid: 0n, extend: { mid: '1' } }],
    ['a burn of the peer’s own message by the peer', { odType: 3, mid: 2n }],
    ['a revoke without any mid', { odType: 2, mid: 0n }],
    ['a revoke whose claimed mid is no number', { odType: 2, mid: 0n, extend: { mid: '../1' } }],
    [
      'a revoke whose claimed mid is no int64',
      { odType: 2, mid: 0n, extend: { mid: '9999999999999999999' } },
    ],
  ])('wipes nothing: %s', async (_name, command) => {
    from('self', { mid: 1n, dataString: 'mine' });
    from('peer', { mid: 2n, dataString: 'theirs' });
    from('peer', command);
    await flushed(3n);
    expect(await texts()).toEqual(expect.arrayContaining(['mine', 'theirs']));
  });

  it('wipes nothing in another chat', async () => {
    from('peer', { mid: 1n, dataString: 'theirs' });
    from('other', { odType: 2, mid: 0n, extend: { mid: '1' } });
    await flushed(2n);
    expect(await texts()).toContain('theirs');
  });

  it('honours a claimed mid that names the sender’s own message', async () => {
    from('peer', { mid: 1n, dataString: 'theirs' });
    from('peer', { odType: 2, mid: 0n, extend: { mid: '1' } });
    await flushed(2n);
    expect(await texts()).toEqual(expect.arrayContaining(['revoked']));
    expect(await texts()).not.toContain('theirs');
  });

  it('keeps a late original hidden when its author has revoked it', async () => {
    from('peer', { odType: 2, mid: 5n });
    from('peer', { mid: 5n, dataString: 'too late' });
    await flushed(6n);
    expect(await texts()).not.toContain('too late');
  });

  it('shows a late original whose revoke was forged in advance', async () => {
    from('peer', { odType: 2, mid: 0n, extend: { mid: '5' } });
    from('self', { mid: 5n, dataString: 'mine after all' });
    await flushed(6n);
    expect(await texts()).toContain('mine after all');
  });

  it('takes the same frame four times as one message', async () => {
    for (let copy = 0; copy < 4; copy += 1) from('peer', { mid: 9n, dataString: 'once' });
    await flushed(10n);
    expect((await texts()).filter((text) => text === 'once')).toHaveLength(1);
  });
});
