import { accounts } from './areas/accounts';
import { acknowledgements } from './areas/acknowledgements';
import { bigData } from './areas/big-data';
import { cards } from './areas/cards';
import { cleaningUp } from './areas/cleaning-up';
import { deviceLimit } from './areas/device-limit';
import { history } from './areas/history';
import { managers } from './areas/managers';
import { messages } from './areas/messages';
import { offline } from './areas/offline';
import { openRooms } from './areas/open-rooms';
import { password } from './areas/password';
import { people } from './areas/people';
import { presence } from './areas/presence';
import { privateRooms } from './areas/private-rooms';
import { revokeAndBurn } from './areas/revoke-and-burn';
import { signIn } from './areas/sign-in';
import { streams } from './areas/streams';
import { storage } from './areas/storage';
import type { Area } from './check';

/** Every area, in the order of the report. */
export const allAreas: readonly Area[] = [
  accounts,
  signIn,
  deviceLimit,
  people,
  messages,
  acknowledgements,
  revokeAndBurn,
  openRooms,
  privateRooms,
  managers,
  offline,
  history,
  presence,
  streams,
  bigData,
  cards,
  password,
  storage,
  cleaningUp,
];
