// @vitest-environment happy-dom
import { enableAutoUnmount, flushPromises } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import type { Component } from 'vue';
import { succeed } from '../../../../../preload/contract/result';
import type { RoomView } from '../../../../../preload/contract/room-views';
import { useSessionStore } from '../../../../../renderer/base/session-store';
import { MemberDialogs } from '../../../../../renderer/features/members';
import { useMemberQuestionsStore } from '../../../../../renderer/features/members/member-questions-store';
import {
  RoomApplicationsDialog,
  RoomEditDialog,
  useRoomsStore,
} from '../../../../../renderer/features/rooms';
import { useRoomDeedsStore } from '../../../../../renderer/features/rooms/room-deeds-store';
import { FakeBridge } from '../../fake-bridge';
import { withLayout } from '../../layout';
import { byTestId, mountInApp } from '../../mount';
import { anAccount, aRoom } from '../../views';

enableAutoUnmount(afterEach);
withLayout();

const { accountId } = anAccount;
const base = aRoom({ standing: 'member', role: 'founder' });
const free = { ...base.obstacles, edit: null, invite: null, decideApplications: null, seeMembers: null };
const room: RoomView = { ...base, obstacles: free };
const gone: RoomView = {
  ...room,
  standing: 'gone',
  obstacles: {
    ...free,
    edit: 'roomGone',
    invite: 'roomGone',
    decideApplications: 'roomGone',
    seeMembers: 'roomGone',
  },
};
const sentence = 'This room no longer exists.';

/** Every dialog about a room, how it opens, and what of it does something. */
const dialogs: Readonly<
  Record<string, { readonly dialog: Component; readonly open: () => void; readonly deed: string }>
> = {
  editing: {
    dialog: RoomEditDialog,
    open: () => (useRoomDeedsStore(accountId).dialog = { kind: 'edit', node: room.node }),
    deed: 'room-edit-submit',
  },
  applications: {
    dialog: RoomApplicationsDialog,
    open: () => (useRoomDeedsStore(accountId).dialog = { kind: 'applications', node: room.node }),
    deed: 'room-approve',
  },
  inviting: {
    dialog: MemberDialogs,
    open: () =>
      (useMemberQuestionsStore(accountId).asked = { kind: 'invite', room: room.node, roomName: room.name }),
    deed: 'invite-submit',
  },
};

describe('a room that ends while its dialog is open', () => {
  it.each(
    Object.keys(dialogs).flatMap((name) => [
      [name, 'still in the list', [gone]],
      [name, 'not even in the list', []],
    ]) as readonly (readonly [string, string, readonly RoomView[]])[],
  )('ends the one for %s in a sentence: %s', async (name, _how, after) => {
    const asked = dialogs[name];
    if (asked === undefined) throw new Error(`no dialog is ${name}`);
    let rooms: readonly RoomView[] = [room];
    const applicant = { node: 'node-a', name: '安', text: '想来旁听', cameAtMs: 0 };
    new FakeBridge({
      'rooms.list': () => succeed(rooms),
      'rooms.applications': () => succeed([applicant]),
    }).install();
    mountInApp(asked.dialog);
    await useSessionStore().load();
    await useRoomsStore(accountId).reload();
    asked.open();
    await flushPromises();
    expect(document.body.textContent).not.toContain(sentence);

    rooms = after;
    await useRoomsStore(accountId).reload();
    await flushPromises();
    expect(document.body.textContent).toContain(sentence);
    expect(document.querySelector(byTestId(asked.deed))).toBeNull();
  });
});
