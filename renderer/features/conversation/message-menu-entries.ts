import {
  Bookmark,
  BookmarkMinus,
  CircleCheck,
  Copy,
  Flame,
  Forward,
  Link,
  Pencil,
  Pin,
  PinOff,
  Reply,
  RotateCcw,
  SendHorizontal,
  Shrink,
  Trash2,
  Undo2,
  UserRoundPlus,
} from '@lucide/vue';
import type { Component } from 'vue';
import type { MessageMenuModel } from './view-model';

/**
 * What can be done with a message, in the fixed order of its menu, whatever comes: what it is good for (answer, copy, pass on,
 * select, pin); what changes it for everybody (revoke, burn, edit); what takes it away here. At most eight in all: at a link its
 * address is copied in the place of what keeps the message in view. What can be edited is saved by passing it on.
 */
const groups = [
  // Of what helps with a message that was not sent there is one at most.
  [
    'reply',
    'copy',
    'copyLink',
    'forward',
    'select',
    'pin',
    'unpin',
    'save',
    'letGo',
    'retry',
    'sendApart',
    'sendSmaller',
    'edit',
    'addAgain',
  ],
  ['revoke', 'burnNow', 'editText'],
  ['discard', 'deleteHere'],
] as const;

/** Name of an entry, and of what it tells. */
export type MessageMenuEntryName = (typeof groups)[number][number];

/** An entry as the menu shows it. */
export interface MessageMenuEntry {
  readonly name: MessageMenuEntryName;
  readonly icon: Component;
}

interface EntryRule {
  readonly icon: Component;
  /** What makes no sense is absent; what one would look for is there and says why it cannot be. */
  readonly isOffered: (model: MessageMenuModel) => boolean;
}

const rules: Readonly<Record<MessageMenuEntryName, EntryRule>> = {
  reply: { icon: Reply, isOffered: ({ canReply }) => canReply },
  copy: { icon: Copy, isOffered: ({ copyText }) => copyText !== null },
  copyLink: { icon: Link, isOffered: ({ linkAddress }) => linkAddress !== undefined },
  forward: { icon: Forward, isOffered: ({ canForward }) => canForward },
  select: { icon: CircleCheck, isOffered: ({ canSelect }) => canSelect },
  pin: {
    icon: Pin,
    isOffered: ({ isPinned, linkAddress }) => isPinned === false && linkAddress === undefined,
  },
  unpin: {
    icon: PinOff,
    isOffered: ({ isPinned, linkAddress }) => isPinned === true && linkAddress === undefined,
  },
  save: { icon: Bookmark, isOffered: ({ isSaved, canEdit }) => isSaved === false && !canEdit },
  letGo: { icon: BookmarkMinus, isOffered: ({ isSaved, canEdit }) => isSaved === true && !canEdit },
  retry: { icon: RotateCcw, isOffered: ({ refused }) => refused?.action === 'retry' },
  sendApart: { icon: SendHorizontal, isOffered: ({ refused }) => refused?.action === 'sendApart' },
  sendSmaller: { icon: Shrink, isOffered: ({ refused }) => refused?.action === 'sendSmaller' },
  edit: { icon: Pencil, isOffered: ({ refused }) => refused?.action === 'edit' },
  addAgain: { icon: UserRoundPlus, isOffered: ({ refused }) => refused?.action === 'addAgain' },
  revoke: { icon: Undo2, isOffered: ({ revoke }) => revoke !== null },
  editText: { icon: Pencil, isOffered: ({ canEdit }) => canEdit },
  burnNow: { icon: Flame, isOffered: ({ canBurnNow }) => canBurnNow },
  discard: { icon: Trash2, isOffered: ({ refused }) => refused !== null },
  deleteHere: { icon: Trash2, isOffered: ({ canDeleteHere }) => canDeleteHere },
};

/** The groups of a message's menu, in their order; none is empty. */
export function messageMenuGroups(model: MessageMenuModel): readonly (readonly MessageMenuEntry[])[] {
  return groups
    .map((names) =>
      names.filter((name) => rules[name].isOffered(model)).map((name) => ({ name, icon: rules[name].icon })),
    )
    .filter((entries) => entries.length > 0);
}
