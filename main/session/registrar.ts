import { FrameType, TimErrorCode } from '../protocol/packet-types';
import type { DialFailure, Post } from '../transport/transport';
import { requestAccount } from './account-request';

/** What is registered. */
export interface NewAccount {
  readonly name: string;
  readonly password: string;
  /** What the server may want to know beside them; tim makes nothing of it. */
  readonly extend?: Readonly<Record<string, string>>;
}

/** Outcome of a registration. */
export type Registration =
  | { readonly kind: 'registered'; readonly node: string }
  | { readonly kind: 'exists' }
  | { readonly kind: 'refused'; readonly code: number }
  | { readonly kind: 'unreachable'; readonly failure: DialFailure };

/** Creates an account (TIM packet 14 over `/tim2`; tim protocol, section 2). */
export async function register(post: Post, httpUrl: string, account: NewAccount): Promise<Registration> {
  const { name, password, extend } = account;
  const packet = { name, pwd: password, ...(extend === undefined ? {} : { extend }) };
  const answer = await requestAccount(post, httpUrl, { type: FrameType.register, packet });
  if (answer.kind === 'ok') return { kind: 'registered', node: answer.text };
  if (answer.kind === 'refused' && answer.code === TimErrorCode.exists) return { kind: 'exists' };
  return answer;
}
