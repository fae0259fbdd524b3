import type { Answer } from '../main/session/client/answer';
import type { Device } from './device';

/**
 * Ends what throw-away people still are to each other: friendships, requests, blocks, memberships, and rooms of their own once
 * everybody else has left them. What a server refuses stays. Never rejects because of the server.
 */
export async function endTies(devices: readonly Device[]): Promise<void> {
  const kept = await Promise.all(devices.map(endOwnTies));
  // A founder cannot leave, and ends the room when everybody else has left it.
  await Promise.all(
    devices.map(async ({ client: { rooms } }, index) => {
      for (const node of kept[index] ?? []) await rooms.cancel(node);
    }),
  );
}

/** What somebody is still tied to: how many people, blocked ones, rooms. */
export async function tiesOf(device: Device): Promise<readonly number[]> {
  const { people, rooms } = device.client;
  const lists = await Promise.all([people.roster(), people.blocked(), rooms.mine(), rooms.blocked()]);
  return lists.map((list) => nodesOf(list).length);
}

/** Ends what one side can end alone; answers the rooms that somebody is still in. */
async function endOwnTies({ client: { people, rooms } }: Device): Promise<readonly string[]> {
  const [roster, blocked, joined, blockedRooms] = await Promise.all([
    people.roster(),
    people.blocked(),
    rooms.mine(),
    rooms.blocked(),
  ]);
  for (const node of new Set([...nodesOf(roster), ...nodesOf(blocked)])) await people.remove(node);
  // Leaving lifts one's own block of a room, too.
  const kept: string[] = [];
  for (const node of new Set([...nodesOf(joined), ...nodesOf(blockedRooms)])) {
    const answer = await rooms.leave(node);
    if (answer.kind === 'refused') kept.push(node);
  }
  return kept;
}

const nodesOf = (answer: Answer<readonly string[]>): readonly string[] =>
  answer.kind === 'ok' ? answer.value : [];
