import { isMessageFrame } from './matching';
import { Lab, ServerUnreachable } from './lab';
import type { LabEnvironment } from './lab-environment';
import { fetchOffline } from './offline-pages';
import { RawConnection } from './raw-connection';
import { toUser } from './scene';
import { largestTriedMessageKilobytes, longestTriedPasswordBytes, type ServerTraits } from './server-traits';

const bytesPerKilobyte = 1_024;
const nothingKnown: ServerTraits = {
  allowsSeveralDevices: false,
  longestPasswordBytes: null,
  largestMessageKilobytes: null,
  queuesMessages: null,
};

/** Finds out what depends on the server's configuration and database. Rejects with ServerUnreachable. */
export async function probeTraits(environment: LabEnvironment): Promise<ServerTraits> {
  const lab = new Lab(environment, nothingKnown);
  try {
    return {
      allowsSeveralDevices: await seesSecondDevice(lab),
      longestPasswordBytes: await orNull(() => findLongestPassword(lab)),
      largestMessageKilobytes: await orNull(() => findLargestMessage(lab)),
      queuesMessages: await orNull(() => seesQueuedMessage(lab)),
    };
  } finally {
    await lab.close();
  }
}

/** A server that does not work shows in the checks, which name what does not; here it only stays unknown. */
async function orNull<T>(find: () => Promise<T>): Promise<T | null> {
  try {
    return await find();
  } catch (error) {
    if (error instanceof ServerUnreachable) throw error;
    return null;
  }
}

async function seesSecondDevice(lab: Lab): Promise<boolean> {
  const account = await lab.account();
  const first = await lab.signIn(account);
  const connection = await RawConnection.open(lab.environment);
  const seen = await connection.signInSeen({ name: account.name, pwd: account.password });
  first.session.stop();
  await connection.close();
  return seen === 'ok';
}

function findLongestPassword(lab: Lab): Promise<number> {
  return findLargest(
    longestTriedPasswordBytes,
    async (bytes) => (await lab.register('x'.repeat(bytes))) === 'ok',
  );
}

async function findLargestMessage(lab: Lab): Promise<number> {
  const [writer, reader] = await lab.friends();
  return findLargest(largestTriedMessageKilobytes, async (kilobytes) => {
    const text = 'x'.repeat(kilobytes * bytesPerKilobyte);
    const answer = await writer.ask(toUser(reader), { dataString: text });
    if (answer === null) throw new Error('no answer to a message');
    return isMessageFrame(answer);
  });
}

async function seesQueuedMessage(lab: Lab): Promise<boolean> {
  const [writer, reader] = await lab.friends();
  await reader.leave();
  await writer.tell(toUser(reader), { dataString: 'waiting' });
  const pages = await fetchOffline(await lab.signIn(reader.account));
  return pages.flat().some(({ dataString }) => dataString === 'waiting');
}

/** The largest of 1 to `tried` that passes, if all smaller ones do; 0 when not even 1 does. */
async function findLargest(tried: number, passes: (size: number) => Promise<boolean>): Promise<number> {
  if (await passes(tried)) return tried;
  let largest = 0;
  let refused = tried;
  while (refused - largest > 1) {
    const middle = Math.floor((largest + refused) / 2);
    if (await passes(middle)) largest = middle;
    else refused = middle;
  }
  return largest;
}
