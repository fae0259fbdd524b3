import { expect, it } from 'vitest';
import type { Change } from '../../../preload/contract/changes';
import { protectContent } from '../../../main/app/content-protection';
import { Emitter } from '../../../main/platform/emitter';

it('keeps screenshots out from the opening of a burn message until nothing is open any more', () => {
  const changes = new Emitter<Change>();
  const switched: boolean[] = [];
  let isShowing = false;
  const protection = protectContent(
    { setContentProtection: (isOn) => switched.push(isOn) },
    { isShowingSecrets: () => isShowing, onChange: (listener) => changes.on(listener) },
  );
  changes.emit({ accountId: null, kind: 'snapshot' });
  expect(switched).toEqual([]);
  isShowing = true;
  changes.emit({ accountId: 'a', kind: 'messages', conversationId: 'u:b', messageIds: ['m'] });
  changes.emit({ accountId: 'a', kind: 'conversations', conversationIds: ['u:b'] });
  expect(switched).toEqual([true]);
  isShowing = false;
  changes.emit({ accountId: null, kind: 'snapshot' });
  expect(switched).toEqual([true, false]);
  protection.dispose();
  isShowing = true;
  changes.emit({ accountId: null, kind: 'snapshot' });
  expect(switched).toEqual([true, false]);
});
