import { FrameType, NodesType } from '../../main/protocol/packet-types';
import { defineArea } from '../check';
import { describeAnswer, describeFacets, describeFrame, withoutCode } from '../describe';
import type { Device } from '../device';
import { ofType } from '../matching';
import { unknownNode } from '../scene';

interface Context {
  readonly a: Device;
  readonly b: Device;
  readonly outsider: Device;
  readonly room: string;
}

const card = { name: 'Al', nickName: '小艾', gender: 1, area: 'X', cover: 'c.png', extend: { k: 'v' } };

/** What people and rooms tell about themselves. */
export const cards = defineArea<Context>({
  name: 'cards',
  prepare: async (lab) => {
    const [a, b, outsider] = [await lab.person(), await lab.person(), await lab.person()];
    return { a, b, outsider, room: await lab.room('private', a) };
  },
  checks: [
    {
      operation: 'card of an unknown account',
      section: 12,
      expected: 'nodes',
      defect: 'nothing',
      probe: async ({ a }) => {
        const packet = { ntype: NodesType.userInfo, nodelist: [unknownNode] };
        const frame = { type: FrameType.nodes, packet } as const;
        return describeFrame(await a.requestSoon(frame, ofType(FrameType.nodes)));
      },
    },
    {
      operation: 'set and read an own card',
      section: 12,
      expected: 'complete',
      probe: async ({ a, b }) => {
        const changed = describeAnswer(await a.client.cards.changeOwn(card));
        if (changed !== 'ok') return changed;
        const answer = await b.client.cards.people([a.node]);
        const read = answer.kind === 'ok' ? answer.value[a.node] : undefined;
        return describeFacets({
          name: read?.name === card.name,
          nickName: read?.nickName === card.nickName,
          gender: read?.gender === card.gender,
          area: read?.area === card.area,
          cover: read?.cover === card.cover,
          extend: read?.extend?.['k'] === 'v',
        });
      },
    },
    {
      operation: 'fields left out of a change',
      section: 12,
      expected: 'kept',
      probe: async ({ a, b }) => {
        await a.client.cards.changeOwn({ area: 'Y' });
        const answer = await b.client.cards.people([a.node]);
        const read = answer.kind === 'ok' ? answer.value[a.node] : undefined;
        return read?.area === 'Y' && read.nickName === card.nickName ? 'kept' : 'lost';
      },
    },
    {
      operation: 'known and unknown accounts together',
      section: 12,
      expected: 'the known one',
      probe: async ({ a, b }) =>
        describeAnswer(await b.client.cards.people([unknownNode, a.node]), (found) =>
          Object.keys(found).join() === a.node ? 'the known one' : `${Object.keys(found).length} cards`,
        ),
    },
    {
      operation: 'change two cards at once',
      section: 12,
      expected: 'refused',
      probe: async ({ a }) => {
        const packet = { ntype: NodesType.modifyUser, usermap: { a: { area: '1' }, b: { area: '2' } } };
        const answer = await a.request({ type: FrameType.nodes, packet }, ofType(FrameType.ack));
        return withoutCode(describeFrame(answer));
      },
    },
    {
      operation: 'an unknown question about nodes',
      section: 12,
      expected: 'refused 4104',
      probe: async ({ a }) =>
        describeFrame(await a.request({ type: FrameType.nodes, packet: { ntype: 99 } })),
    },
    {
      operation: 'card of a room',
      section: 12,
      expected: 'complete',
      probe: async ({ a, b, room }) => {
        const answer = await b.client.cards.rooms([room]);
        const read = answer.kind === 'ok' ? answer.value[room] : undefined;
        return describeFacets({
          founder: read?.founder === a.node,
          topic: read?.topic === 'conformance',
          kind: read?.gtype === 1,
        });
      },
    },
    {
      operation: 'change a room as its founder',
      section: 12,
      expected: 'ok, read by others',
      probe: async ({ a, b, room }) => {
        const changed = await a.client.cards.changeRoom(room, { topic: 'new', managers: [b.node] });
        const answer = await b.client.cards.rooms([room]);
        const read = answer.kind === 'ok' ? answer.value[room] : undefined;
        const isRead = read?.topic === 'new' && read.managers?.join() === b.node;
        return `${describeAnswer(changed)}, ${isRead ? 'read' : 'not read'} by others`;
      },
    },
    {
      operation: 'change a room as its manager',
      section: 12,
      expected: 'ok',
      probe: async ({ b, room }) =>
        describeAnswer(await b.client.cards.changeRoom(room, { label: 'managed' })),
    },
    {
      operation: 'change a room from outside',
      section: 12,
      expected: 'refused 4105',
      probe: async ({ outsider, room }) =>
        describeAnswer(await outsider.client.cards.changeRoom(room, { topic: 'mine' })),
    },
  ],
});
