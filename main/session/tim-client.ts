import { defaultAnswerTimes, type AnswerTimes } from './client/answer';
import { BigData } from './client/big-data';
import { CardIndex } from './client/cards';
import type { ClientLink } from './client/client-link';
import { ChatHistory } from './client/history';
import { Messages } from './client/messages';
import { OfflineQueue } from './client/offline-queue';
import { Password } from './client/password';
import { People } from './client/people';
import { PresenceSender } from './client/presence';
import { Questions } from './client/questions';
import { Rooms } from './client/rooms';
import { Streams } from './client/streams';
import { VirtualRooms } from './client/virtual-rooms';

/**
 * All of tim's client operations over one session, grouped by area. Questions resolve to an `Answer` and never reject;
 * what tim does not answer is sent and returns nothing.
 */
export class TimClient {
  readonly people: People;
  readonly rooms: Rooms;
  readonly cards: CardIndex;
  readonly history: ChatHistory;
  readonly messages: Messages;
  readonly offline: OfflineQueue;
  readonly presence: PresenceSender;
  readonly virtualRooms: VirtualRooms;
  readonly streams: Streams;
  readonly bigData: BigData;
  readonly password: Password;

  constructor(link: ClientLink, times: AnswerTimes = defaultAnswerTimes) {
    const questions = new Questions(link, times);
    this.people = new People(questions);
    this.rooms = new Rooms(questions);
    this.cards = new CardIndex(questions);
    this.history = new ChatHistory(questions);
    this.messages = new Messages(questions);
    this.offline = new OfflineQueue(questions);
    this.presence = new PresenceSender(questions);
    this.virtualRooms = new VirtualRooms(questions);
    this.streams = new Streams(questions);
    this.bigData = new BigData(questions);
    this.password = new Password(questions);
  }
}
