import fc from 'fast-check';
import { afterEach, expect, it } from 'vitest';
import { encodingOfClientFrame } from '../../../main/protocol/frame';
import { ServerStage } from './server-stage';

let stage: ServerStage;

afterEach(() => stage.stop());

const frameBytes = fc
  .tuple(
    fc.constantFrom(
      10,
      12,
      13,
      14,
      16,
      17,
      18,
      19,
      20,
      21,
      22,
      41,
      42,
      50,
      90,
      91,
      92,
      93,
      94,
      95,
      96,
      97,
      127,
    ),
    fc.boolean(),
    fc.oneof(
      fc.uint8Array({ maxLength: 60 }),
      fc.json().map((text) => new TextEncoder().encode(text)),
    ),
  )
  .map(([type, isJson, body]) => Uint8Array.from([isJson ? type | 0x80 : type, ...body]));

it('survives whatever bytes a signed-in socket sends', async () => {
  stage = await ServerStage.start();
  const { node } = await stage.person('anna');
  await fc.assert(
    fc.asyncProperty(fc.array(frameBytes, { maxLength: 20 }), async (frames) => {
      const client = await stage.device('anna');
      for (const frame of frames) client.sendBytes(frame);
      await client.close();
    }),
    { numRuns: 60 },
  );
  const { client } = await stage.person('anna', node);
  expect(await client.unexpected()).toEqual([]);
});

it('survives whatever bytes a socket sends before it signs in', async () => {
  stage = await ServerStage.start();
  await fc.assert(
    fc.asyncProperty(frameBytes, async (frame) => {
      const client = await stage.connect(encodingOfClientFrame(frame[0] ?? 0));
      client.sendBytes(frame);
      await client.close();
    }),
    { numRuns: 60 },
  );
  const { client } = await stage.person('anna');
  expect(await client.unexpected()).toEqual([]);
});
