import { readClientFrame } from '../../protocol/client-frame';
import { FrameType, TimErrorCode } from '../../protocol/packet-types';
import type { Tid, TimAuth } from '../../protocol/packets';
import { ProtocolError } from '../../protocol/protocol-error';
import { isHashable } from '../password-limit';
import { presentFields } from '../present-fields';
import type { ServerContext } from '../server-context';
import type { Fault } from '../tim-faults';

/** Either the identity that the socket gets, or why it gets none. */
export type Identification = { readonly tid: Tid } | { readonly fault: Fault };

/**
 * The TimAuth in a register, token or auth frame; `null` when it cannot be read. Only a register frame must be without a
 * flaw, as on the real server.
 */
export function readAuth(bytes: Uint8Array): TimAuth | null {
  try {
    const { frame, isIntact } = readClientFrame(bytes);
    if (frame.type === FrameType.register) return isIntact ? frame.packet : null;
    return frame.type === FrameType.token || frame.type === FrameType.auth ? frame.packet : null;
  } catch (error) {
    if (error instanceof ProtocolError) return null;
    throw error;
  }
}

/**
 * Creates an account; answers its node, 4101 when name and domain are taken, or 5103 when the password is too long. Any
 * name will do.
 */
export async function register(context: ServerContext, auth: TimAuth): Promise<string | Fault> {
  const node = context.nodeIds.accountNode(auth.name ?? '', auth.domain);
  if (context.accounts.exists(node)) return TimErrorCode.exists;
  const password = auth.pwd ?? '';
  if (!isHashable({ password, domain: auth.domain }, context.options.saltBytes)) return TimErrorCode.database;
  const hash = await context.passwords.hash(password);
  if (!context.accounts.add(node, hash, context.time.nowNs())) return TimErrorCode.exists;
  context.events.emit({ kind: 'registered', node, domain: auth.domain, extend: auth.extend ?? {} });
  return node;
}

/** Issues a one-time login token; 4102 when name and password do not match. */
export async function issueToken(context: ServerContext, auth: TimAuth): Promise<string | Fault> {
  const node = context.nodeIds.accountNode(auth.name ?? '', auth.domain);
  const hash = context.accounts.passwordHash(node);
  if (hash === null || !(await context.passwords.matches(auth.pwd ?? '', hash)))
    return TimErrorCode.notPassed;
  const token = context.nodeIds.randomNode(context.random);
  context.tokens.issue(token, { node, extend: auth.extend });
  return token;
}

/** Finds out who signs in, by token or by password (tim protocol, sections 2, 3). */
export async function identify(context: ServerContext, auth: TimAuth): Promise<Identification> {
  const { name = '', pwd = '', token = '', domain, resource, termtyp } = auth;
  const node = context.nodeIds.accountNode(name, domain);
  if (token !== '') {
    const grant = context.tokens.redeem(token, node);
    if (grant === null) return { fault: TimErrorCode.token };
    return { tid: presentFields<Tid>({ node, domain, resource, termtyp, extend: grant.extend }) };
  }
  const hash = name === '' || pwd === '' ? null : context.accounts.passwordHash(node);
  if (hash === null || !(await context.passwords.matches(pwd, hash)))
    return { fault: TimErrorCode.permissionDenied };
  return { tid: presentFields<Tid>({ node, domain, resource, termtyp, extend: auth.extend }) };
}
