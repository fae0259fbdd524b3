import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPatienceBook } from '../../../../main/account/active/patience-book';
import { unknownPatience } from '../../../../main/session/server-patience';
import { RecordingLogger } from '../../../support/recording-logger';
import { TestStore } from '../../../support/test-store';

let files: TestStore;
beforeEach(() => {
  files = new TestStore();
});
afterEach(() => files.dispose());

describe('what is known of the patience of a server', () => {
  it('T8: is kept with the account', () => {
    const known = { borneMs: 8_000, closedAfterMs: 12_000, closings: 1 };
    createPatienceBook(files.store, new RecordingLogger()).write(known);
    expect(createPatienceBook(files.store, new RecordingLogger()).read()).toEqual(known);
  });

  it.each([
    '',
    'null',
    '[]',
    '{"borneMs":"8000","closedAfterMs":null,"closings":0}',
    '{"borneMs":-1,"closedAfterMs":null,"closings":0}',
    '{"borneMs":1,"closedAfterMs":1e999,"closings":0}',
  ])('is nothing when the database says %s', (text) => {
    files.store.transaction((write) => write.profile.set('serverPatience', text));
    expect(createPatienceBook(files.store, new RecordingLogger()).read()).toEqual(unknownPatience);
  });

  it('is only noted in the log when it cannot be written', () => {
    const logger = new RecordingLogger();
    const book = createPatienceBook(files.store, logger);
    files.store.close();
    book.write({ ...unknownPatience, borneMs: 1 });
    expect(logger.lines.join()).toContain('patience of the server not kept');
  });
});
