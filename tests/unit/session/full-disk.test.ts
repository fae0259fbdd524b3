import { describe, expect, it } from 'vitest';
import { FrameType } from '../../../main/protocol/packet-types';
import { settle } from '../../support/fake-server';
import { message, TestSession } from '../../support/test-session';

const full = Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });

/** A session that is online when the disk is full. */
async function onlineOnFullDisk(): Promise<TestSession> {
  const test = new TestSession();
  test.session.start();
  await settle();
  test.server.connection.accept();
  test.endReplay();
  await settle();
  test.failure = full;
  test.diskError = full;
  test.told.length = 0;
  return test;
}

describe('a session whose messages cannot be stored', () => {
  it('T22: acknowledges nothing, and says the reason instead of being online', async () => {
    const test = await onlineOnFullDisk();
    const { connection } = test.server;
    connection.deliver(message);
    expect(test.session.status()).toMatchObject({ state: 'waiting', failure: 'diskFull' });
    test.clock.advance(100);
    expect(connection.sentOf(FrameType.ack)).toEqual([]);
    expect(connection.isClosed).toBe(true);
  });

  it('T22: asks the disk every few seconds, and the server only when there is room', async () => {
    const test = await onlineOnFullDisk();
    test.server.connection.deliver(message);
    for (let second = 0; second < 60; second += 1) {
      test.clock.advance(1_000);
      await settle();
    }
    expect(test.server.connections).toHaveLength(1);
    expect(test.told.filter((line) => line === 'disk asked').length).toBeGreaterThanOrEqual(15);
    expect(test.session.status()).toMatchObject({ state: 'waiting', failure: 'diskFull' });
    test.failure = null;
    test.diskError = null;
    test.clock.advance(4_000);
    await settle();
    expect(test.server.connections).toHaveLength(2);
    test.server.connection.accept();
    test.endReplay();
    await settle();
    test.server.connection.deliver(message);
    test.clock.advance(100);
    expect(test.session.status()).toMatchObject({ state: 'online', failure: null });
    expect(test.server.connection.sentOf(FrameType.ack)).toHaveLength(1);
    expect(test.received).toHaveLength(1);
  });

  it('T22: that cannot even keep who it is waits in the same way', async () => {
    const test = new TestSession();
    test.acceptedFailure = full;
    test.session.start();
    await settle();
    test.server.connection.accept();
    expect(test.session.status()).toMatchObject({ state: 'waiting', failure: 'diskFull' });
  });

  it.each<[string, Error]>([
    ['says so', Object.assign(new Error('I/O error'), { code: 'EIO' })],
    ['says nothing that is known', new TypeError('no such file')],
  ])('acknowledges nothing that is committed and does not reach a disk that %s', async (_, error) => {
    const test = new TestSession();
    await test.goOnline();
    test.syncError = error;
    const { connection } = test.server;
    connection.deliver(message);
    test.clock.advance(100);
    expect(test.received).toHaveLength(1);
    expect(connection.sentOf(FrameType.ack)).toEqual([]);
    expect(test.session.status()).toMatchObject({ state: 'waiting', failure: 'diskFailing' });
  });

  it('goes on with the next message when one alone could not be applied', async () => {
    const test = await onlineOnFullDisk();
    test.failure = new TypeError('a fault of this program');
    test.server.connection.deliver(message);
    expect(test.session.status().state).toBe('online');
  });
});
