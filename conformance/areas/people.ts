import { BusinessType, FrameType, NodesType, OdType } from '../../main/protocol/packet-types';
import { defineArea } from '../check';
import { describeAnswer, describeFrame, withoutCode } from '../describe';
import type { Device } from '../device';
import { anyBusiness } from '../matching';
import { listSeen, unknownNode, userMessage } from '../scene';

interface Context {
  readonly a: Device;
  readonly b: Device;
  readonly c: Device;
}

/** Friends, requests and blocks. */
export const people = defineArea<Context>({
  name: 'people',
  prepare: async (lab) => ({ a: await lab.person(), b: await lab.person(), c: await lab.person() }),
  checks: [
    {
      operation: 'roster of a new account',
      section: 9,
      expected: 'empty list',
      defect: 'silence',
      probe: ({ a }) => listSeen(a, NodesType.roster, () => a.client.people.roster()),
    },
    {
      operation: 'block list of a new account',
      section: 9,
      expected: 'empty list',
      defect: 'silence',
      probe: ({ a }) => listSeen(a, NodesType.blockRosterList, () => a.client.people.blocked()),
    },
    {
      operation: 'add oneself',
      section: 9,
      expected: 'refused 4105',
      probe: async ({ a }) => describeAnswer(await a.client.people.add(a.node, 'hello')),
    },
    {
      operation: 'add an unknown account',
      section: 9,
      expected: 'refused 4106',
      probe: async ({ a }) => describeAnswer(await a.client.people.add(unknownNode, 'hello')),
    },
    {
      operation: 'add without a greeting',
      section: 9,
      expected: 'refused 4104',
      probe: async ({ a, b }) => {
        const packet = { rtype: BusinessType.addRoster, node: b.node };
        return describeFrame(await a.request({ type: FrameType.business, packet }));
      },
    },
    {
      operation: 'add somebody',
      section: 9,
      expected: 'caller: silence; peer: business 4 with sync',
      probe: ({ a, b }) => addSeen(a, b),
    },
    {
      operation: 'write to somebody who has not accepted',
      section: 5,
      expected: 'refused 4105',
      probe: ({ a, b }) => a.attempt(userMessage(b, 'too early')),
    },
    {
      operation: 'accept',
      section: 9,
      expected: 'caller: silence; peer: business 5 with sync',
      probe: ({ a, b }) => addSeen(b, a),
    },
    {
      operation: 'rosters of two friends',
      section: 9,
      expected: 'each other',
      probe: async ({ a, b }) => {
        const ofA = await a.client.people.roster();
        const ofB = await b.client.people.roster();
        const isMutual = holds(ofA, b) && holds(ofB, a);
        return isMutual ? 'each other' : 'not each other';
      },
    },
    {
      operation: 'add a friend',
      section: 9,
      expected: 'caller: refused 4117; peer: business 5 with sync',
      probe: ({ a, b }) => addSeen(a, b),
    },
    {
      operation: 'withdraw a request',
      section: 9,
      expected: 'caller: ok; peer: business 6 with sync',
      probe: async ({ a, c }) => {
        await addSeen(a, c);
        return toldAbout(c, async () => describeAnswer(await a.client.people.remove(c.node)));
      },
    },
    {
      operation: 'add twice before the peer accepts',
      section: 9,
      expected: 'not in the roster',
      defect: 'in the roster, not a friend',
      probe: async ({ a, c }) => {
        await a.client.people.add(c.node, 'hello');
        await a.client.people.add(c.node, 'hello again');
        const roster = await a.client.people.roster();
        if (!holds(roster, c)) return 'not in the roster';
        const isFriend = (await a.attempt(userMessage(c, 'hello'))) !== 'refused 4105';
        return isFriend ? 'in the roster, a friend' : 'in the roster, not a friend';
      },
    },
    {
      operation: 'remove a friend',
      section: 9,
      expected: 'caller: ok; peer: business 6 with sync',
      probe: async ({ a, b }) => {
        // A message makes the server believe in the friendship, as that of any two who write.
        await b.attempt(userMessage(a, 'hello'));
        return toldAbout(b, async () => describeAnswer(await a.client.people.remove(b.node)));
      },
    },
    {
      operation: 'first message to a friend of the past',
      section: 5,
      expected: 'refused 4105',
      defect: 'delivered',
      probe: async ({ a, b }) => {
        a.journal.clear();
        const seen = await b.attempt(userMessage(a, 'still there?'));
        if (seen.startsWith('refused')) return seen;
        const copy = await a.soon((frame) => frame.type === 90 && frame.packet.dataString === 'still there?');
        return copy === null ? seen : 'delivered';
      },
    },
    {
      operation: 'next message to a friend of the past',
      section: 5,
      expected: 'refused 4105',
      probe: ({ a, b }) => b.attempt(userMessage(a, 'really?')),
    },
    {
      operation: 'remove somebody who is no friend',
      section: 9,
      expected: 'refused 4104',
      probe: async ({ a, b }) => describeAnswer(await a.client.people.remove(b.node)),
    },
    {
      operation: 'block oneself',
      section: 9,
      expected: 'refused',
      probe: async ({ a }) => withoutCode(describeAnswer(await a.client.people.block(a.node))),
    },
    {
      operation: 'block a stranger',
      section: 9,
      expected: 'caller: ok; peer: business 7 with sync',
      probe: ({ a, b }) => toldAbout(b, async () => describeAnswer(await a.client.people.block(b.node))),
    },
    {
      operation: 'block list',
      section: 9,
      expected: 'the blocked one',
      probe: async ({ a, b }) =>
        holds(await a.client.people.blocked(), b) ? 'the blocked one' : 'not the blocked one',
    },
    {
      operation: 'add somebody who blocks us',
      section: 9,
      expected: 'refused 4110',
      probe: async ({ a, b }) => describeAnswer(await b.client.people.add(a.node, 'please')),
    },
    {
      operation: 'lift a block',
      section: 9,
      expected: 'caller: ok; peer: business 6 with sync',
      probe: ({ a, b }) => toldAbout(b, async () => describeAnswer(await a.client.people.remove(b.node))),
    },
    {
      operation: 'become friends again after a block',
      section: 9,
      expected: 'caller: silence; peer: business 5 with sync',
      probe: async ({ a, b }) => {
        await addSeen(a, b);
        return addSeen(b, a);
      },
    },
    {
      operation: 'block a friend',
      section: 9,
      expected: 'caller: ok; peer: nothing',
      probe: ({ a, b }) => toldAbout(b, async () => describeAnswer(await a.client.people.block(b.node))),
    },
    {
      operation: 'write to somebody who blocks us',
      section: 5,
      expected: 'refused 4105',
      probe: ({ a, b }) => b.attempt(userMessage(a, 'hello?')),
    },
    {
      operation: 'an odType 4 message to a stranger',
      section: 5,
      expected: 'refused 4105',
      probe: ({ b, c }) => c.attempt({ ...userMessage(b, 'business'), odType: OdType.business }),
    },
  ],
});

/** What the caller and the peer of an addition see. */
function addSeen(caller: Device, peer: Device): Promise<string> {
  return toldAbout(peer, async () =>
    describeAnswer(await caller.client.people.add(peer.node, 'hello'), () => 'silence'),
  );
}

/** What an operation answers, and what its peer is told. */
async function toldAbout(peer: Device, operate: () => Promise<string>): Promise<string> {
  peer.journal.clear();
  const seen = await operate();
  return `caller: ${seen}; peer: ${describeFrame(await peer.soon(anyBusiness))}`;
}

function holds(answer: Awaited<ReturnType<Device['client']['people']['roster']>>, device: Device): boolean {
  return answer.kind === 'ok' && answer.value.includes(device.node);
}
