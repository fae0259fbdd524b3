import { mostMembersPerPage } from '../../../../preload/contract/member-views';
import { valueOf } from '../../test-messenger';
import { personOf, type Crowd, type CrowdDeviceName } from './crowd';

const domain = '';
const accepted = 1;

/** Where what a device shows of rooms differs from what the server has. */
export async function judgeRooms(
  device: CrowdDeviceName,
  { crowd, isCalm }: { readonly crowd: Crowd; readonly isCalm: boolean },
): Promise<readonly string[]> {
  const messenger = crowd.stage.devices[device].require();
  const self = crowd.nodeOf(personOf(device));
  const { rooms } = crowd.server();
  const shown = new Map(valueOf(await messenger.calls['rooms.list'](null)).map((room) => [room.node, room]));
  const chats = new Set((await messenger.conversations()).map((chat) => chat.node));
  const findings: string[] = [];
  const expectEqual = (what: string, is: unknown, shouldBe: unknown): void => {
    if (is !== shouldBe)
      findings.push(`${device}: ${what} is ${String(is)}, on the server ${String(shouldBe)}`);
  };
  for (const [number, node] of crowd.rooms.entries()) {
    const what = `room ${number}`;
    const room = rooms.find(node);
    const view = shown.get(node);
    const standing = view?.standing ?? 'none';
    const isIn = rooms.roomsOf(self).includes(node);
    expectEqual(`${what} one that it is in`, standing === 'member' || standing === 'invited', isIn);
    if (room === null || room.isCancelled) continue;
    // Nobody can put an account into a room that it has made.
    if (isIn && room.profile.founder === self) expectEqual(`${what} of its own`, standing, 'member');
    const isBlocked = rooms.blockedRooms(self).includes(node);
    // Blocked by both, or pulled in after all: being in it is what counts.
    if (!isIn) expectEqual(`${what} blocked`, standing === 'blocked', isBlocked);
    const relation = rooms.relation({ domain, room: node, node: self });
    const isApplying = relation?.room === 0 && relation.user === accepted;
    // Nobody tells the other devices of an account where one has applied.
    if (isCalm && personOf(device) !== 'a' && !isIn && !isBlocked)
      expectEqual(`${what} applied for`, standing === 'applied', isApplying);
    if (standing !== 'member' || view === undefined) continue;
    expectEqual(`${what} in the list of chats`, chats.has(node), true);
    expectEqual(`the name of ${what}`, view.name, room.profile.topic);
    expectEqual(`the founder of ${what}`, view.founder?.node, room.profile.founder);
    const managers = [...(room.profile.managers ?? [])].sort().join(' ');
    expectEqual(`the managers of ${what}`, [...view.managerNodes].sort().join(' '), managers);
    await judgeLists(node, what);
  }
  return findings;

  async function judgeLists(node: string, what: string): Promise<void> {
    const members = await listOf(node, 'members');
    expectEqual(`the members of ${what}`, members, rooms.members(node).sort().join(' '));
    const bans = rooms.bannedAccounts(node).sort().join(' ');
    // Of a list that has become empty the server says nothing.
    if (shown.get(node)?.obstacles.seeBlockedMembers === null && bans !== '')
      expectEqual(`whom ${what} keeps out`, await listOf(node, 'blocked'), bans);
    if (isCalm && shown.get(node)?.founder?.node === self && personOf(device) !== 'a')
      await judgeApplications(node, what);
  }

  /** Founders are told of everybody who applies, though not of those who take it back. */
  async function judgeApplications(node: string, what: string): Promise<void> {
    const waiting = valueOf(await crowd.stage.during(messenger.calls['rooms.applications']({ node }))).map(
      (one) => one.node,
    );
    for (const applicant of crowd.everybody()) {
      const relation = rooms.relation({ domain, room: node, node: applicant });
      const isApplying = relation?.room === 0 && relation.user === accepted;
      if (isApplying && !waiting.includes(applicant))
        findings.push(`${device}: nobody is told that ${applicant} applies to ${what}`);
      if (rooms.members(node).includes(applicant) && waiting.includes(applicant))
        findings.push(`${device}: ${applicant} is in ${what} and applies still`);
    }
  }

  async function listOf(node: string, list: 'members' | 'blocked'): Promise<string> {
    const answer = await crowd.stage.during(messenger.calls['rooms.refreshMembers']({ node, list }));
    if (!answer.ok) return answer.failure.code;
    const request = { node, list, text: '', from: 0, limit: mostMembersPerPage };
    const page = valueOf(await crowd.stage.during(messenger.calls['rooms.members'](request)));
    return page.members
      .map((member) => member.node)
      .sort()
      .join(' ');
  }
}
