import { ProtocolError } from '../../main/protocol/protocol-error';

/** The ProtocolError that `action` throws; fails if it throws none or something else. */
export function protocolErrorOf(action: () => unknown): ProtocolError {
  try {
    action();
  } catch (error) {
    if (error instanceof ProtocolError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
