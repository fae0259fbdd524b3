import type { WebSocket } from 'ws';
import type { World } from '../world/world';
import { storedMessage } from './answers';

/** Sends whatever comes back: what a round trip costs without any app. */
export const echoPath = '/echo';
/** Sends messages as JSON on being told how many: what receiving costs without any app. */
export const jsonPath = '/json';

const messagesPerTurn = 500;

/** The other side of baselines: a websocket and nothing else. */
export function servePlainSockets(path: string, client: WebSocket, world: World): void {
  if (path === echoPath) client.on('message', (data: Buffer) => client.send(data));
  else if (path === jsonPath) {
    client.on('message', (data: Buffer) => void sendAll(client, world, Number(data.toString())));
  } else client.close();
}

async function sendAll(client: WebSocket, world: World, count: number): Promise<void> {
  const texts = Array.from({ length: count }, (_, index) =>
    JSON.stringify(storedMessage(world, index % world.size.messages), (_key, value: unknown) =>
      typeof value === 'bigint' ? Number(value) : value,
    ),
  );
  for (const [index, text] of texts.entries()) {
    client.send(Buffer.from(text));
    if (index % messagesPerTurn === 0) await new Promise((resolve) => setImmediate(resolve));
  }
}
