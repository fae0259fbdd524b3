import type { OperationKind } from '../../domain/operation';
import { burn, revoke } from './erasing';
import { opened } from './opened';
import type { OperationRules } from './operation-rules';
import { react } from './react';
import { send } from './send';

/** The rules of every kind. A new kind begins here: the compiler asks for it. */
export type OperationRegistry = Readonly<Record<OperationKind, OperationRules>>;

export const operations: OperationRegistry = { send, revoke, burn, opened, react };
