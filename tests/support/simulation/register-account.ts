import type { RunningServer } from '../../../main/embedded-server/start-server';
import { encodeFrame } from '../../../main/protocol/frame';
import { FrameType } from '../../../main/protocol/packet-types';

/** Registers an account with the password of all devices. */
export async function registerAccount(server: RunningServer, name: string): Promise<void> {
  const request = { type: FrameType.register, packet: { name, pwd: 'correct horse' } } as const;
  await server.post(encodeFrame(request, { from: 'client', encoding: 'json' }));
}
