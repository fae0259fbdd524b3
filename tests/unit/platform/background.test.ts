import { expect, it } from 'vitest';
import { Background } from '../../../main/platform/background';
import { Pacer } from '../../../main/platform/pacer';
import { settle } from '../../support/fake-server';
import { ManualClock } from '../../support/manual-clock';
import { RecordingLogger } from '../../support/recording-logger';

it('work that fails, at once or later, is logged without its message, and its owner is told', async () => {
  const logger = new RecordingLogger();
  const background = new Background(logger);
  const told: unknown[] = [];
  const secret = Object.assign(new Error('what a peer wrote'), { code: 'SQLITE_FULL' });
  background.run(
    'late',
    () => Promise.reject(secret),
    (error) => told.push(error),
  );
  background.run(
    'at once',
    () => {
      throw secret;
    },
    (error) => told.push(error),
  );
  await settle();
  expect(told).toEqual([secret, secret]);
  expect(logger.lines).toHaveLength(2);
  expect(logger.lines.join()).toContain('job=late error=Error code=SQLITE_FULL');
  expect(logger.lines.join()).not.toContain('what a peer wrote');
});

it('work of an owner that has gone does not begin, and its failure is no fault', async () => {
  const logger = new RecordingLogger();
  const background = new Background(logger);
  let fail: () => void = () => undefined;
  const told: unknown[] = [];
  const begun: string[] = [];
  background.run(
    'open',
    () => new Promise((_, reject) => (fail = () => reject(new Error('closed')))),
    (error) => told.push(error),
  );
  background.dispose();
  fail();
  background.run('new', () => Promise.resolve(begun.push('new')));
  await settle();
  expect([told, begun, logger.lines]).toEqual([[], [], ['work ended with its owner job=open']]);
});

it('a pacer that is disposed of ends every turn, those that wait included', async () => {
  const clock = new ManualClock();
  const pacer = new Pacer(clock, 200);
  const turns: boolean[] = [];
  const take = async (): Promise<void> => {
    turns.push(await pacer.turn());
  };
  const all = [take(), take()];
  pacer.dispose();
  await Promise.all([...all, take()]);
  expect([[...turns].sort(), clock.waitingTimers]).toEqual([[false, false, true], 0]);
});
