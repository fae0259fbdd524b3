import { describe, expect, it } from 'vitest';
import { FrameType } from '../../../../main/protocol/packet-types';
import { TimClient } from '../../../../main/session/tim-client';
import { confirmation, nodes, refused, ScriptedLink } from '../../../support/scripted-link';

const start = () => {
  const link = new ScriptedLink();
  return { link, people: new TimClient(link).people };
};
const { business } = FrameType;

describe('people', () => {
  it('reads the roster from the list of nodes', async () => {
    const { link, people } = start();
    link.says(nodes({ ntype: 1, nodelist: ['b', 'c'] }));
    expect(await link.outcome(people.roster())).toEqual({ kind: 'ok', value: ['b', 'c'] });
    expect(link.sent).toEqual([{ type: business, packet: { rtype: 1 } }]);
  });

  it('T2: does not take silence for an empty roster or an empty block list', async () => {
    const { link, people } = start();
    expect(await link.outcome(people.roster())).toEqual({ kind: 'unanswered' });
    expect(await link.outcome(people.blocked())).toEqual({ kind: 'unanswered' });
  });

  it('takes silence for a sent request', async () => {
    const { link, people } = start();
    expect(await link.outcome(people.add('b', 'hi'))).toEqual({ kind: 'ok', value: null });
    expect(link.sent).toEqual([{ type: business, packet: { rtype: 4, node: 'b', reqStr: 'hi' } }]);
  });

  it('tells why a request was refused', async () => {
    const { link, people } = start();
    link.says(refused(business, 4117));
    expect(await link.outcome(people.add('b', 'hi'))).toEqual({ kind: 'refused', code: 4117 });
  });

  it.each([
    ['remove', 6],
    ['block', 7],
  ] as const)('%s is confirmed by an acknowledgement that names the person', async (name, rtype) => {
    const { link, people } = start();
    link.says(confirmation(business, rtype, { n: 'b' }));
    expect(await link.outcome(people[name]('b'))).toEqual({ kind: 'ok', value: null });
    expect(link.sent).toEqual([{ type: business, packet: { rtype, node: 'b' } }]);
  });

  it('does not take the confirmation of another person for its own', async () => {
    const { link, people } = start();
    link.says(confirmation(business, 6, { n: 'c' }));
    expect(await link.outcome(people.remove('b'))).toEqual({ kind: 'unanswered' });
  });

  it('says so when the connection ends before the answer', async () => {
    const { link, people } = start();
    const answer = people.block('b');
    link.disconnect();
    expect(await answer).toEqual({ kind: 'disconnected' });
  });

  it('leaves an open list alone when something else is refused', async () => {
    const { link, people } = start();
    link.says().says(refused(business, 4110));
    const roster = people.roster();
    expect(await link.outcome(people.add('b', 'hi'))).toEqual({ kind: 'refused', code: 4110 });
    expect(await roster).toEqual({ kind: 'unanswered' });
  });
});
