import { afterEach, expect, it } from 'vitest';
import { maxFrameBytes } from '../../../main/protocol/frame-limits';
import { ServerStage } from './server-stage';

let stage: ServerStage;

afterEach(() => stage.stop());

it('a message beyond the limit ends the connection without a close frame', async () => {
  stage = await ServerStage.start();
  const { client } = await stage.person('anna');
  client.sendBytes(new Uint8Array(maxFrameBytes + 1));
  expect(await client.next()).toEqual({ kind: 'closed', code: 1006 });
});
