// @vitest-environment happy-dom
import { enableAutoUnmount, flushPromises } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { succeed } from '../../../../../preload/contract/result';
import { useSessionStore } from '../../../../../renderer/base/session-store';
import { useContactsStore } from '../../../../../renderer/features/contacts';
import { useMembersStore } from '../../../../../renderer/features/members';
import InviteDialog from '../../../../../renderer/features/members/InviteDialog.vue';
import { useMemberQuestionsStore } from '../../../../../renderer/features/members/member-questions-store';
import { useRoomsStore } from '../../../../../renderer/features/rooms';
import { FakeBridge } from '../../fake-bridge';
import { withLayout } from '../../layout';
import { byTestId, mountInApp } from '../../mount';
import { aContact, anAccount, aRoom } from '../../views';

enableAutoUnmount(afterEach);
withLayout();

const room = aRoom({ standing: 'member', role: 'founder' });
const open = { ...room, obstacles: { ...room.obstacles, invite: null } };
const friends = [aContact({ node: 'node-a', name: '安' }), aContact({ node: 'node-b', name: '白' })];
const candidate = (node: string): HTMLElement => {
  const found = document.querySelector<HTMLElement>(`${byTestId('invite-candidate')}[data-node="${node}"]`);
  if (found === null) throw new Error(`${node} is not offered`);
  return found;
};

describe('inviting friends', () => {
  it('shows who is in the room already, who cannot be chosen, also when they come in meanwhile', async () => {
    let inRoom = ['node-a'];
    const bridge = new FakeBridge({
      'contacts.list': () => succeed(friends),
      'rooms.list': () => succeed([open]),
      'rooms.membersAmong': ({ people }) => succeed(people.filter((node) => inRoom.includes(node))),
      'rooms.pull': () => succeed({ pulled: [], refused: [] }),
    }).install();
    mountInApp(InviteDialog);
    await useSessionStore().load();
    const { accountId } = anAccount;
    await Promise.all([useContactsStore(accountId).reload(), useRoomsStore(accountId).reload()]);
    useMemberQuestionsStore(accountId).asked = { kind: 'invite', room: open.node, roomName: open.name };
    await flushPromises();

    candidate('node-a').click();
    candidate('node-b').click();
    await flushPromises();
    expect(candidate('node-a').textContent).toContain('Already in the room');
    expect(candidate('node-b').textContent).not.toContain('Already in the room');
    const submit = document.querySelector<HTMLElement>(byTestId('invite-submit'));
    submit?.click();
    await flushPromises();
    expect(bridge.argumentsOf('rooms.pull')).toEqual([{ node: open.node, people: ['node-b'] }]);

    inRoom = ['node-a', 'node-b'];
    useMembersStore(accountId).applyChanges([open.node]);
    await flushPromises();
    expect(candidate('node-b').getAttribute('aria-disabled')).toBe('true');
    expect(submit?.hasAttribute('disabled')).toBe(true);
  });
});
