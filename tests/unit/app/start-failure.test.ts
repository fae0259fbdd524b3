import { describe, expect, it } from 'vitest';
import { locales } from '../../../preload/contract/views';
import { describeStartFailure } from '../../../main/app/start-failure';
import { textsFor } from '../../../main/app/texts';
import { diskFailures } from '../../../main/platform/disk-failure';
import { UnreadableFileError } from '../../../main/platform/json-file';

describe.each(locales)('a start that failed, in words (%s)', (locale) => {
  const translate = textsFor(locale);

  it.each(['damaged', 'notAFile', 'tooLarge', 'unreachable'] as const)(
    'T23: names the file that is %s, and its first choice destroys nothing',
    (reason) => {
      const text = describeStartFailure(new UnreadableFileError('/home/x/keys.json', reason), translate);
      expect(text.choices).toEqual(['quit', 'retry', 'keepAside']);
      expect(text.message).toContain('keys.json');
      expect(text.message).not.toContain('/home');
      expect(text.detail).toContain(translate(`start.reason.${reason}`));
    },
  );

  it.each(diskFailures)('T22: tells that the disk says %s, and offers another try', (failure) => {
    const error = Object.assign(new Error('secret words'), { code: failure });
    const text = describeStartFailure(error, translate);
    expect(text).toMatchObject({ detail: translate(`start.${failure}`), choices: ['quit', 'retry'] });
  });

  it('T23: tells the kind of anything else, and nothing that the error quotes', () => {
    const text = describeStartFailure(new TypeError('secret words'), translate);
    expect(text.detail).toContain('TypeError');
    expect(JSON.stringify(text)).not.toContain('secret');
  });
});
