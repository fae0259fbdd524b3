import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AccountCallName } from '../../../preload/contract/api';
import { accountCallNames, appCallNames, callChannel, callNames } from '../../../preload/contract/channels';
import { accountCallSchemas, accountEnvelopeSchema, appCallSchemas } from '../../../preload/contract/schemas';
import { TestBridge } from '../../support/test-bridge';

/** Anything that a page could hand over, shapes of the contract with one wrong value among them. */
const keys = [
  'conversationId',
  'messageId',
  'messageIds',
  'text',
  'burnSeconds',
  'before',
  'limit',
  'node',
  'greeting',
];
const wild = fc.anything({
  key: fc.oneof(fc.constantFrom(...keys, '__proto__', 'constructor', 'then', 'toString'), fc.string()),
  withBigInt: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withTypedArray: true,
  withSparseArray: true,
  withNullPrototype: true,
  maxDepth: 3,
});
const nearly = fc.record(
  Object.fromEntries(keys.map((key) => [key, fc.oneof(fc.string(), fc.integer(), fc.constant(null), wild)])),
  { requiredKeys: [] },
);

/** An envelope, as the preload script makes it around whatever the page says, and things like one. */
const enveloped = fc.oneof(
  fc.record({ accountId: fc.string(), argument: fc.oneof(nearly, wild, fc.constant(null)) }),
  fc.record({ accountId: wild, argument: nearly }, { requiredKeys: [] }),
);

/** Whether a call of an account would be let through. */
function isOfContract(name: AccountCallName, envelope: unknown): boolean {
  const opened = accountEnvelopeSchema.safeParse(envelope);
  return opened.success && accountCallSchemas[name].safeParse(opened.data.argument).success;
}

describe('arguments from a page', () => {
  it.each(accountCallNames)(
    'of %s in an envelope never reject, and reach the account only when they are of the contract',
    async (name) => {
      const bridge = new TestBridge();
      const handler = bridge.port.handlers.get(callChannel(name))!;
      await fc.assert(
        fc.asyncProperty(fc.oneof(wild, nearly, enveloped), async (envelope) => {
          bridge.reached.length = 0;
          const isValid = isOfContract(name, envelope);
          const answer = await handler(envelope);
          expect(bridge.reached).toHaveLength(isValid ? 1 : 0);
          if (!isValid) expect(answer).toEqual({ ok: false, failure: { code: 'invalidArgument' } });
        }),
        { numRuns: 60 },
      );
    },
  );

  it.each(appCallNames)(
    'of %s never reject, and reach the handler only when they are of the contract',
    async (name) => {
      const bridge = new TestBridge();
      const handler = bridge.port.handlers.get(callChannel(name))!;
      await fc.assert(
        fc.asyncProperty(fc.oneof(wild, nearly), async (argument) => {
          bridge.reached.length = 0;
          const isValid = appCallSchemas[name].safeParse(argument).success;
          const answer = await handler(argument);
          expect(bridge.reached).toHaveLength(isValid ? 1 : 0);
          if (!isValid) expect(answer).toEqual({ ok: false, failure: { code: 'invalidArgument' } });
        }),
        { numRuns: 60 },
      );
    },
  );

  it('that throw when they are looked at are refused, too', async () => {
    const bridge = new TestBridge();
    const hostile = new Proxy(
      {},
      {
        get: () => {
          throw new Error('gotcha');
        },
        ownKeys: () => {
          throw new Error('gotcha');
        },
      },
    );
    for (const name of callNames) {
      const answer = await bridge.port.handlers.get(callChannel(name))!(hostile);
      expect(answer).toMatchObject({ ok: false });
    }
    expect(bridge.reached).toEqual([]);
  });
});
