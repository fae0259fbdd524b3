import { describe, expect, it } from 'vitest';
import type { FaultPlan } from '../../../../main/embedded-server/faults/fault-plan';
import { FaultPlanError, parseFaultPlan } from '../../../../main/embedded-server/faults/parse-fault-plan';

describe('a fault plan', () => {
  it('is read as it is written', () => {
    const plan: FaultPlan = [
      { name: 'lossy', on: { direction: 'both', chance: 0.25 }, action: { kind: 'drop' } },
      {
        on: { direction: 'in', types: [90], account: 'anna', nth: 3, times: 2 },
        action: { kind: 'delay', ms: 200 },
      },
      { on: { direction: 'out', types: [90, 17] }, action: { kind: 'duplicate' } },
      { on: { direction: 'out' }, action: { kind: 'reorder', ms: 0 } },
      { on: { direction: 'in', chance: 0 }, action: { kind: 'halfOpen' } },
      { on: { direction: 'in', chance: 1 }, action: { kind: 'reset' } },
      { on: { direction: 'in', types: [90] }, action: { kind: 'crash', at: 'beforeCommit' } },
      { on: { direction: 'in', types: [90] }, action: { kind: 'crash', at: 'afterCommit' } },
    ];
    expect(parseFaultPlan(JSON.parse(JSON.stringify(plan)))).toEqual(plan);
    expect(parseFaultPlan([])).toEqual([]);
  });

  const on = { direction: 'in' };
  const action = { kind: 'drop' };

  it.each([
    [{}, 'a fault plan is a list of rules'],
    [null, 'a fault plan is a list of rules'],
    [['drop'], 'rule 1 must be an object'],
    [
      [
        { on, action },
        { on, action, chance: 1 },
      ],
      'rule 2 has no field "chance"',
    ],
    [[{ action }], 'rule 1, on must be an object'],
    [[{ on: {}, action }], 'rule 1, on.direction must be in or out or both'],
    [[{ on: { direction: 'up' }, action }], 'rule 1, on.direction must be in or out or both'],
    [[{ on: { ...on, type: 90 }, action }], 'rule 1, on has no field "type"'],
    [[{ on: { ...on, types: [] }, action }], 'rule 1, on.types must be a list of frame types'],
    [[{ on: { ...on, types: [128] }, action }], 'rule 1, on.types must be a whole number from 0 to 127'],
    [[{ on: { ...on, types: ['90'] }, action }], 'rule 1, on.types must be a whole number from 0 to 127'],
    [[{ on: { ...on, account: 7 }, action }], 'rule 1, on.account must be a text of at most 200 characters'],
    [[{ on: { ...on, chance: 2 }, action }], 'rule 1, on.chance must be a number from 0 to 1'],
    [[{ on: { ...on, chance: NaN }, action }], 'rule 1, on.chance must be a number from 0 to 1'],
    [[{ on: { ...on, nth: 0 }, action }], 'rule 1, on.nth must be a whole number from 1 to 1000000000'],
    [[{ on: { ...on, times: 1.5 }, action }], 'rule 1, on.times must be a whole number from 1 to 1000000000'],
    [[{ on, action: 'drop' }], 'rule 1, action must be an object'],
    [
      [{ on, action: { kind: 'explode' } }],
      'rule 1, action.kind must be drop, delay, duplicate, reorder, halfOpen, reset or crash',
    ],
    [[{ on, action: { kind: 'drop', ms: 1 } }], 'rule 1, action has no field "ms"'],
    [[{ on, action: { kind: 'delay' } }], 'rule 1, action.ms must be a whole number from 0 to 3600000'],
    [
      [{ on, action: { kind: 'delay', ms: -1 } }],
      'rule 1, action.ms must be a whole number from 0 to 3600000',
    ],
    [[{ on, action: { kind: 'crash' } }], 'rule 1, action.at must be beforeCommit or afterCommit'],
    [
      [{ on: { direction: 'both' }, action: { kind: 'crash', at: 'afterCommit' } }],
      'rule 1: a crash needs direction in',
    ],
    [[{ name: 7, on, action }], 'rule 1, name must be a text of at most 200 characters'],
    [JSON.parse('[{"__proto__":{"on":1}}]'), 'rule 1 has no field "__proto__"'],
  ])('%j is refused', (plan, reason) => {
    expect(() => parseFaultPlan(plan)).toThrow(new FaultPlanError(reason));
  });
});
