import { once } from 'node:events';
import { afterEach, expect, it } from 'vitest';
import WebSocket from 'ws';
import { ServerStage } from './server-stage';

let stage: ServerStage;

afterEach(() => stage.stop());

it('T12: every close frame of the server says 1000, whatever the one of the client said', async () => {
  stage = await ServerStage.start();
  for (const said of [undefined, 1000, 1001, 3001, 4999]) {
    const socket = new WebSocket(stage.server.url, { origin: 'http://localhost' });
    await once(socket, 'open');
    socket.close(said);
    const [answered] = await once(socket, 'close');
    expect(answered, `answer to ${said ?? 'no code'}`).toBe(1000);
  }
});
