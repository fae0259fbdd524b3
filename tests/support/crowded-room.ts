import { join } from 'node:path';
import { NodeIds } from '../../main/embedded-server/node-ids';
import { encodeUserBean } from '../../main/embedded-server/store/struct-blobs';
import type { ServerProcess } from './embedded-server';
import { Driver } from './sqlite-driver';

/** The room and who is to be in it. */
export interface Crowd {
  readonly room: string;
  readonly names: readonly string[];
}

/** Puts people into a room of a running server at once, as if each had signed up and joined. Nobody is told, as tim tells nobody. */
export function crowdRoom({ dataDirectory }: ServerProcess, { room, names }: Crowd): void {
  const database = new Driver(join(dataDirectory, 'tim-server.db'));
  try {
    const { value: salt } = database
      .prepare<[], { value: Buffer }>("SELECT value FROM server_setting WHERE name = 'salt'")
      .get() ?? { value: Buffer.alloc(0) };
    const nodeIds = new NodeIds(salt);
    const account = database.prepare(
      "INSERT INTO account (node, password_hash, profile, created_ns) VALUES (?, '', ?, 1)",
    );
    const member = database.prepare('INSERT INTO room_member (room, node) VALUES (?, ?)');
    database.transaction(() => {
      for (const name of names) {
        const node = nodeIds.accountNode(name, undefined);
        account.run(node, encodeUserBean({ name, nickName: name }));
        member.run(room, node);
      }
    })();
  } finally {
    database.close();
  }
}
