import { MsType, OdType } from '../../protocol/packet-types';
import type { TimMessage } from '../../protocol/packets';
import type { ServerContext } from '../server-context';

/** A business message (`odType` 4) with an id and a time of the server's own; `fields` says what happened. */
export function businessMessage(
  context: ServerContext,
  fields: Omit<TimMessage, 'msType' | 'odType' | 'id' | 'timestamp'>,
): TimMessage {
  return {
    msType: MsType.user,
    odType: OdType.business,
    id: context.random.int64(),
    timestamp: context.time.nowNs(),
    ...fields,
  };
}
