import { expect, it } from 'vitest';
import { limitLines } from '../../../main/platform/line-limit';
import { ManualClock } from '../../support/manual-clock';
import { RecordingLogger } from '../../support/recording-logger';

it('T46: an event that happens a hundred thousand times is a few lines and a number', () => {
  const clock = new ManualClock();
  const inner = new RecordingLogger();
  const logger = limitLines(inner, clock).child('session');
  for (let frame = 0; frame < 100_000; frame += 1) logger.warn('unreadable frame', { bytes: frame });
  logger.warn('something else');
  expect(inner.lines).toHaveLength(21);
  expect(inner.lines.slice(19)).toEqual(['unreadable frame bytes=19', 'something else']);
  clock.advance(60_000);
  expect(inner.lines.slice(21)).toEqual(['unreadable frame leftOut=99980']);
  logger.warn('unreadable frame', { bytes: 7 });
  clock.advance(60_000);
  expect(inner.lines.slice(22)).toEqual(['unreadable frame bytes=7']);
  expect(clock.waitingTimers).toBe(0);
});

it('what happens now and then is told each time', () => {
  const clock = new ManualClock();
  const inner = new RecordingLogger();
  const logger = limitLines(inner, clock);
  for (let hour = 0; hour < 50; hour += 1) {
    logger.info('state');
    clock.advance(3_600_000);
  }
  expect(inner.lines).toHaveLength(50);
});
