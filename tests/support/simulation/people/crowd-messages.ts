import type { TimMessage } from '../../../../main/protocol/packets';
import { roomChat, userChat, type ChatKey } from '../../../../main/embedded-server/store/message-store';
import type { MessageView } from '../../../../preload/contract/message-views';
import { valueOf, type TestMessenger } from '../../test-messenger';
import { textIn } from '../../text-in';
import { nameOf } from '../long-text';
import { personNames, personOf, type Crowd, type CrowdDeviceName } from './crowd';
import type { CrowdLedger } from './crowd-ledger';

const domain = '';

/** A chat as a device has it, and whether the server lets its account read it. */
interface DeviceChat {
  readonly chatId: string;
  readonly key: ChatKey;
  readonly isReadable: boolean;
}

/** Where the messages that a device shows differ from those of the server, and from what was asked for. */
export async function judgeMessages(
  device: CrowdDeviceName,
  { crowd, ledger }: { readonly crowd: Crowd; readonly ledger: CrowdLedger },
): Promise<readonly string[]> {
  const messenger = crowd.stage.devices[device].require();
  const refused = await refusedErasures(crowd, ledger);
  const isErased = (text: string): boolean => ledger.erasures.has(text) && !refused.has(text);
  const findings: string[] = [];
  for (const { chatId, key, isReadable } of await chatsOf(crowd, device)) {
    const note = (what: string): void => void findings.push(`${device} in ${chatId}: ${what}`);
    const truth = textsOnServer(crowd, key);
    const page = await messenger.calls['messages.page']({ conversationId: chatId, before: null, limit: 200 });
    const views = page.ok ? page.value.messages : [];
    const shown = await textsOf(messenger, views);
    const texts = shown.map(({ text }) => text);
    if (new Set(texts).size < texts.length) note(`shows twice ${texts.join(' ')}`);
    // Whom the server lets in no more it tells nothing, either; the device that asked for it knows.
    for (const text of texts)
      if (isErased(text) && (isReadable || ledger.erasures.get(text)?.device === device))
        note(`${text} is back`);
    for (const { text, view } of shown)
      if (view.delivery.state === 'pending') note(`${text} still waits to be sent`);
    for (const { operation } of views)
      if (operation?.state === 'pending') note(`a ${operation.kind} still waits`);
    const delivered = shown.filter(({ view }) => view.delivery.state === 'sent').map(({ text }) => text);
    const expected = truth.filter((text) => !isErased(text));
    const wanted = delivered.filter((text) => !isErased(text));
    if (isReadable && wanted.join(' ') !== expected.join(' '))
      note(`shows [${wanted.join(' ')}], the server has [${expected.join(' ')}]`);
    const failed = new Set(
      shown.filter(({ view }) => view.delivery.state === 'failed').map(({ text }) => text),
    );
    const written = ledger.writtenBy(device, chatId).filter((text) => !isErased(text));
    for (const text of written) if (!truth.includes(text) && !failed.has(text)) note(`${text} is lost`);
    const arrived = written.filter((text) => truth.includes(text)).join(' ');
    const order = truth.filter((text) => written.includes(text)).join(' ');
    if (arrived !== order) note(`wrote [${arrived}], the server has [${order}]`);
  }
  return findings;
}

/** What the server refused to erase, in a chat that was no longer one: the device that asked says so beside it. */
async function refusedErasures(crowd: Crowd, { erasures }: CrowdLedger): Promise<ReadonlySet<string>> {
  const refused = new Set<string>();
  for (const [text, { device, messageId }] of erasures) {
    const { calls } = crowd.stage.devices[device].require();
    const [view] = valueOf(await calls['messages.byIds']({ messageIds: [messageId] }));
    if (view?.operation?.state === 'failed') refused.add(text);
  }
  return refused;
}

/** All chats in which a device could say something. */
async function chatsOf(crowd: Crowd, device: CrowdDeviceName): Promise<readonly DeviceChat[]> {
  const self = crowd.nodeOf(personOf(device));
  const { friends, rooms } = crowd.server();
  const people = personNames
    .map((name) => crowd.nodeOf(name))
    .filter((node) => node !== self)
    .map((node) => ({
      chatId: `u:${node}`,
      key: userChat(undefined, self, node),
      isReadable: friends.areFriends({ domain, node: self, peer: node }),
    }));
  const { calls } = crowd.stage.devices[device].require();
  const joined = new Set(
    valueOf(await calls['rooms.list'](null))
      .filter(({ standing }) => standing === 'member')
      .map(({ node }) => node),
  );
  const inRooms = crowd.rooms.map((node) => ({
    chatId: `r:${node}`,
    key: roomChat(undefined, node),
    isReadable: joined.has(node) && rooms.isMember({ domain, room: node, node: self }),
  }));
  return [...people, ...inRooms];
}

/** What the server has of a chat, oldest first: the texts, each message once. */
function textsOnServer(crowd: Crowd, chat: ChatKey): readonly string[] {
  const newestFirst = crowd.server().messages.history({ chat, upToMid: 0n, upToNs: 0n, limit: 0n });
  const firstCopies = new Map<string, TimMessage>();
  for (const message of newestFirst.reverse()) {
    const key = `${message.fromTid?.node ?? ''} ${message.extend?.['cid'] ?? String(message.mid)}`;
    if (!firstCopies.has(key)) firstCopies.set(key, message);
  }
  return [...firstCopies.values()].map(({ extra, dataString = '' }) => {
    const body = extra?.['body'];
    return nameOf(body === undefined ? dataString : new TextDecoder().decode(body));
  });
}

/** The texts of a chat as its reader would see them: concealed messages are opened for it. */
async function textsOf(
  { calls }: TestMessenger,
  views: readonly MessageView[],
): Promise<readonly { readonly text: string; readonly view: MessageView }[]> {
  const texts: { readonly text: string; readonly view: MessageView }[] = [];
  for (const view of views) {
    const { body, messageId } = view;
    const isConcealed = body.kind === 'burnConcealed';
    const text = textIn(isConcealed ? valueOf(await calls['messages.reveal']({ messageId })).body : body);
    if (text !== null) texts.push({ text: nameOf(text), view });
  }
  return texts;
}
