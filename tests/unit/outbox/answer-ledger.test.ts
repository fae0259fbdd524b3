import { beforeEach, describe, expect, it } from 'vitest';
import { toOperationId } from '../../../main/domain/ids';
import { AnswerLedger } from '../../../main/outbox/answer-ledger';
import { FrameType, TimErrorCode } from '../../../main/protocol/packet-types';
import { ManualClock } from '../../support/manual-clock';

const { message, revoke } = FrameType;
const { permissionDenied: denied, overload } = TimErrorCode;
const [a, b, c] = ['a', 'b', 'c'].map(toOperationId) as [
  ReturnType<typeof toOperationId>,
  ReturnType<typeof toOperationId>,
  ReturnType<typeof toOperationId>,
];

let clock: ManualClock;
let ledger: AnswerLedger;
beforeEach(() => {
  clock = new ManualClock();
  ledger = new AnswerLedger(clock);
});

describe('the answer ledger', () => {
  it('knows for what a refusal was meant when nothing else of its type is open', () => {
    ledger.sent(a, message);
    ledger.sent(b, revoke);
    expect(ledger.refused(message, denied)).toEqual([{ operationId: a, code: denied }]);
    expect(ledger.refused(message, denied)).toEqual([]);
    expect(ledger.refused(revoke, denied)).toEqual([{ operationId: b, code: denied }]);
  });

  it('knows it for one that was sent twice, as often as it was sent', () => {
    ledger.sent(a, message);
    ledger.sent(a, message);
    expect(ledger.refused(message, denied)).toEqual([{ operationId: a, code: denied }]);
    expect(ledger.refused(message, overload)).toEqual([{ operationId: a, code: overload }]);
    expect(ledger.refused(message, denied)).toEqual([]);
  });

  it('does not know it of two, until the other one is answered', () => {
    ledger.sent(a, message);
    ledger.sent(b, message);
    expect(ledger.refused(message, denied)).toEqual([]);
    expect(ledger.answered(b)).toEqual([{ operationId: a, code: denied }]);
  });

  it('knows it of several when all of them were refused alike', () => {
    for (const id of [a, b, c]) ledger.sent(id, message);
    expect([ledger.refused(message, denied), ledger.refused(message, denied)]).toEqual([[], []]);
    expect(ledger.refused(message, denied)).toEqual(
      [a, b, c].map((operationId) => ({ operationId, code: denied })),
    );
  });

  it('never knows which of two was refused for which of two reasons', () => {
    ledger.sent(a, message);
    ledger.sent(b, message);
    expect([ledger.refused(message, denied), ledger.refused(message, overload)]).toEqual([[], []]);
    expect(ledger.refused(message, denied)).toEqual([]);
  });

  it('forgets what is owed for a minute, but not while a refusal may have been meant for it', () => {
    ledger.sent(a, message);
    clock.advance(60_001);
    ledger.sent(b, message);
    expect(ledger.refused(message, denied)).toEqual([{ operationId: b, code: denied }]);
    ledger.sent(a, message);
    ledger.sent(b, message);
    expect(ledger.refused(message, denied)).toEqual([]);
    clock.advance(60_001);
    ledger.sent(c, message);
    expect(ledger.refused(message, overload)).toEqual([]);
  });

  it('owes nothing over the next connection', () => {
    ledger.sent(a, message);
    ledger.clear();
    expect(ledger.refused(message, denied)).toEqual([]);
  });
});
