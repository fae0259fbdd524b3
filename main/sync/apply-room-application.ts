import type { RoomApplied } from '../domain/domain-event';
import { mostEntries } from '../domain/list-limits';
import { ownRole } from '../domain/room';
import { leftOutCount, noteLeftOut } from './left-out';
import type { PipelineRun } from './pipeline-run';

/** Characters of what somebody writes with an application. */
const mostTextLength = 500;

/**
 * Somebody asks to be let into a room. It waits for the user where this account decides; where it does not, the room's card is
 * asked for once more, because nobody tells new managers that they are. Anybody who is let in had better have asked, but a friend
 * who only says so gets no more than an entry in a list.
 */
export function applyRoomApplication({ room, node, text }: RoomApplied, run: PipelineRun): void {
  const { store, outcome, clock, self } = run;
  const known = store.rooms.byNode(room);
  if (known?.standing !== 'member') return;
  const role = ownRole(known, self());
  if (role !== 'founder' && role !== 'manager') {
    outcome.doubtedRooms.add(room);
    outcome.asksRooms = true;
  }
  const waiting = [...store.rooms.applicationCounts().values()].reduce((sum, count) => sum + count, 0);
  const isKnown = store.rooms.applications(room).some((application) => application.node === node);
  if (!isKnown && waiting >= mostEntries.applications) {
    noteLeftOut(
      store,
      { list: 'applications', count: leftOutCount(store, 'applications') + 1 },
      outcome.changes,
    );
    return;
  }
  if (waiting === 0) noteLeftOut(store, { list: 'applications', count: 0 }, outcome.changes);
  const application = { node, text: text.slice(0, mostTextLength), cameAtMs: clock.nowMs() };
  if (!store.rooms.addApplication(room, application)) return;
  outcome.changes.addRoom(room);
  if ((store.people.byNode(node)?.name ?? '') === '') outcome.strangers.add(node);
}
