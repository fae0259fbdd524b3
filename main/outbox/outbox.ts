import type { ConversationId, OperationId } from '../domain/ids';
import { laneNames } from '../domain/operation';
import { errorFields } from '../platform/error-fields';
import { AnswerLedger, type Attribution } from './answer-ledger';
import { Lane } from './lane';
import type { LaneParts } from './lane-parts';
import { operations, type OperationRegistry } from './operations/registry';
import type { OutboxEnvironment } from './outbox-environment';
import { SizeJudge } from './size-judge';

/**
 * Sends what the user wants. Each lane is a queue of its own: what takes something back never waits for a picture. What they
 * share is the connection, and what it owes them.
 */
export class Outbox {
  private readonly ledger: AnswerLedger;
  private readonly lanes: readonly Lane[];
  private readonly sizes: SizeJudge;

  constructor(
    private readonly environment: OutboxEnvironment,
    rules: OperationRegistry = operations,
  ) {
    this.ledger = new AnswerLedger(environment.clock);
    this.sizes = new SizeJudge({ ...environment, operations: rules });
    const parts: LaneParts = {
      ...environment,
      operations: rules,
      ledger: this.ledger,
      sizes: this.sizes,
      isClear: (frameType) =>
        !this.withServer().some(({ sending }) => sending.isFresh && sending.rules.frameType === frameType),
      answered: (operationId) => this.takeRefusals(this.ledger.answered(operationId)),
      pump: () => this.pump(),
      disconnected: () => this.disconnected(),
    };
    this.lanes = laneNames.map((name) => new Lane(name, parts));
  }

  /** Found in flight at start: nobody knows what became of it, so it is queued again. */
  recover(): void {
    this.environment.store.transaction((write) => write.outbox.requeueAll());
  }

  /** Looks for something to send, the most urgent first. Called after every enqueue, on sign-in and after every settlement. */
  pump(): void {
    for (const lane of this.lanes) lane.next();
  }

  /** Called after a transaction that may have settled what is in flight. */
  settled(): void {
    for (const lane of this.lanes) lane.settled();
    this.pump();
  }

  /** The server has just stored a message of somebody else, with so many bytes of content. */
  othersStored(conversationId: ConversationId, bytes: number): void {
    try {
      const messageId = this.sizes.stored(conversationId, bytes);
      for (const lane of this.lanes) lane.tryNow(messageId);
    } catch (error) {
      // What was to be learnt of the server is learnt from the next message.
      this.environment.logger.error('size not noted', errorFields(error));
      this.environment.failed(error);
    }
    this.pump();
  }

  /** The server refused a frame of this type, and did not say which. */
  refused(frameType: number, code: number): void {
    const attributions = this.ledger.refused(frameType, code);
    if (attributions.length === 0) {
      // If it was meant for something that has no answer yet, none follows, and the history or a new connection finds out.
      this.environment.logger.info('refusal of something', { frameType, code });
    }
    this.takeRefusals(attributions);
  }

  /** tim 2.0.1 answers a revoke or burn with an acknowledgement instead of an echo (section 6). */
  acknowledged(frameType: number, mid: bigint | null): void {
    const meant = this.withServer().filter(
      ({ sending: { rules, target } }) =>
        rules.frameType === frameType &&
        rules.answer.kind === 'acknowledgement' &&
        (mid === null || mid === target),
    );
    const [only] = meant;
    if (only !== undefined && meant.length === 1) only.lane.acknowledged(only.sending);
  }

  /** The connection is gone: what was in flight waits for the next one. */
  disconnected(): void {
    this.ledger.clear();
    for (const lane of this.lanes) lane.disconnected();
  }

  private takeRefusals(attributions: readonly Attribution[]): void {
    for (const { operationId, code } of attributions) {
      const found = this.find(operationId);
      if (found !== null) found.lane.refused(found.sending, code);
    }
  }

  private find(operationId: OperationId) {
    return this.withServer().find(({ sending }) => sending.operation.operationId === operationId) ?? null;
  }

  private withServer() {
    return this.lanes.flatMap((lane) => lane.withServer().map((sending) => ({ lane, sending })));
  }
}
