import type { TimErrorCode } from '../protocol/packet-types';
import type { TimAck, TimError } from '../protocol/packets';

/** A code of the tim protocol's error list; handlers return one instead of throwing. */
export type Fault = (typeof TimErrorCode)[keyof typeof TimErrorCode];

// The server's own wording, spelling included: clients may show it.
const faultInfo = {
  4101: 'has exist',
  4102: 'no pass',
  4103: 'expire operate',
  4104: 'parameter incorrect',
  4105: 'permission denied',
  4106: 'account incorrect',
  4107: 'interface incorrect',
  4108: 'must not be a cancle object',
  4109: 'must not be a no exist object',
  4110: 'blocked object',
  4111: 'over entry',
  4112: 'modify password failed',
  4113: 'format error',
  4114: 'big data error',
  4115: 'error token',
  4116: 'error ping count',
  4117: 'error repetitive operation',
  5101: 'undefined error',
  5102: 'blocking operation',
  5103: 'database error',
  5104: 'heavy server load',
  5105: 'freq out of limit',
} satisfies Record<Fault, string>;

/** The error struct of a fault as the server writes it. */
export function timError(fault: Fault): TimError {
  return { code: fault, info: faultInfo[fault] };
}

/** A refusing TimAck for the frame type `timType`; `details` adds the fields that name the operation. */
export function refusal(timType: number, fault: Fault, details: Partial<TimAck> = {}): TimAck {
  return { ok: false, timType, error: timError(fault), ...details };
}
