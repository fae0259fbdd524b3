import { profileOf } from '../../../../main/protocol/user-card';
import { valueOf, type TestMessenger } from '../../test-messenger';
import { personNames, personOf, type Crowd, type CrowdDeviceName, type PersonName } from './crowd';
import type { CrowdLedger } from './crowd-ledger';

const domain = '';

/** How the server sees two accounts; written apart from everything that the app knows. */
interface Bond {
  readonly isListed: boolean;
  readonly isBlocked: boolean;
  /** Whether the first has asked, or agreed, and the second. */
  readonly asks: boolean;
  readonly isAsked: boolean;
  /** Whether the second blocks the first, who is not told and stands where they stood. */
  readonly isKeptOut: boolean;
}

function bondOf(crowd: Crowd, node: string, peer: string): Bond {
  const { friends } = crowd.server();
  const pair = { domain, node, peer };
  return {
    isListed: friends.roster(node).includes(peer),
    isBlocked: friends.blockedAccounts(node).includes(peer),
    asks: friends.hasAccepted(pair),
    isAsked: friends.hasAccepted({ domain, node: peer, peer: node }),
    isKeptOut: friends.blockedAccounts(peer).includes(node),
  };
}

/** Where what a device shows of people differs from what the server has. */
export async function judgePeople(
  device: CrowdDeviceName,
  {
    crowd,
    ledger,
    isCalm,
  }: { readonly crowd: Crowd; readonly ledger: CrowdLedger; readonly isCalm: boolean },
): Promise<readonly string[]> {
  const messenger = crowd.stage.devices[device].require();
  const person = personOf(device);
  const self = crowd.nodeOf(person);
  const shown = new Map((await messenger.contacts()).map(({ node, state }) => [node, state]));
  const chats = new Map((await messenger.conversations()).map((chat) => [chat.node, chat.standing]));
  const findings: string[] = [];
  const expectEqual = (what: string, is: unknown, shouldBe: unknown): void => {
    if (is !== shouldBe)
      findings.push(`${device}: ${what} is ${String(is)}, on the server ${String(shouldBe)}`);
  };
  for (const node of crowd.everybody().filter((one) => one !== self)) {
    const bond = bondOf(crowd, self, node);
    const state = shown.get(node) ?? 'none';
    const whom = nameOf(crowd, node);
    expectEqual(`${whom} a friend`, state === 'friend', bond.isListed);
    // Blocked on one device and asked on another, which knew nothing of it: the server has them in both of its lists, and lets
    // them through.
    expectEqual(`${whom} blocked`, state === 'blocked', bond.isBlocked && !bond.isListed);
    if (bond.isListed) expectEqual(`the chat with ${whom}`, chats.get(node), 'open');
    if (bond.isListed) await judgeFriend(node);
    // Nobody tells the other devices of an account what was asked on one.
    if (isCalm && person !== 'a' && !bond.isListed && !bond.isBlocked && !bond.isKeptOut) {
      expectEqual(`${whom} asked`, state === 'outgoing', bond.asks);
      if (!bond.asks)
        expectEqual(`${whom} asking`, state === 'incoming' || state === 'declined', bond.isAsked);
    }
    const remark = ledger.remarks.get(`${device} ${node}`) ?? '';
    const told = valueOf(await messenger.calls['people.profile']({ node })).remark;
    expectEqual(`the remark about ${whom}`, told, remark);
  }
  await judgeProfile(self, 'the own profile');
  return findings;

  async function judgeFriend(node: string): Promise<void> {
    const friend = personNames.find((name) => crowd.nodeOf(name) === node);
    // Whoever is invisible tells nobody that there is something new to be known.
    const isSilent =
      friend !== undefined && shownBy(crowd, friend).every(({ presence }) => presence === 'offline');
    if (!isSilent) await judgeProfile(node, `the profile of ${nameOf(crowd, node)}`);
    if (friend === undefined || !areFriends(crowd, self, node)) return;
    const [view] = valueOf(await messenger.calls['presence.byNodes']({ nodes: [node] }));
    const seen = view?.presence ?? 'offline';
    const choices = shownBy(crowd, friend);
    if (
      !choices.some(({ presence, note }) => presence === seen && (seen === 'offline' || note === view?.note))
    )
      findings.push(
        `${device}: ${friend} is ${seen} (${view?.note ?? ''}), and shows ${JSON.stringify(choices)}`,
      );
  }

  async function judgeProfile(node: string, what: string): Promise<void> {
    const { name, nickname, status } = valueOf(await messenger.calls['people.profile']({ node })).profile;
    const truth = profileOf(crowd.server().accounts.profile(node));
    expectEqual(what, `${name}/${nickname}/${status}`, `${truth.name}/${truth.nickname}/${truth.status}`);
  }
}

/** Whether both have agreed; a list of friends can name somebody who has not. */
const areFriends = (crowd: Crowd, node: string, peer: string): boolean =>
  crowd.server().friends.areFriends({ domain, node, peer });

/** How the devices of somebody show themselves. */
function shownBy(
  { stage }: Crowd,
  person: PersonName,
): readonly { readonly presence: string; readonly note: string }[] {
  return stage.deviceNames
    .filter((name) => personOf(name) === person)
    .map((name) => presenceOf(stage.devices[name].require()))
    .map(({ shown, note }) => ({ presence: shown, note }));
}

function presenceOf(messenger: TestMessenger) {
  const account = messenger.current();
  if (account === null) throw new Error('nobody is signed in');
  return account.presence;
}

/** Where two devices of one account have chosen differently how they are seen. */
export function judgeOwnChoice({ stage }: Crowd): readonly string[] {
  const [one, other] = (['a', 'a2'] as const).map((name) => presenceOf(stage.devices[name].require()));
  const [first, second] = [one, other].map((view) => `${view?.choice} (${view?.note})`);
  return first === second ? [] : [`a shows itself as ${first}, a2 as ${second}`];
}

const nameOf = (crowd: Crowd, node: string): string =>
  [...personNames, 'friend' as const, 'pest' as const].find((name) => crowd.nodeOf(name) === node) ?? node;
