import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { conversationIdOf } from '../../../main/domain/conversation';
import { toNodeId, type ConversationId } from '../../../main/domain/ids';
import { mostPictures, mostPicturesOfStrangers } from '../../../main/storage/picture-repository';
import { TestStore } from '../../support/test-store';

let files: TestStore;
beforeEach(() => {
  files = new TestStore();
});
afterEach(() => files.dispose());

const ownerOf = (kind: 'user' | 'room', name: string): ConversationId =>
  conversationIdOf({ kind, node: toNodeId(name) });
const bytes = Uint8Array.of(1, 2, 3);

describe('pictures of people and rooms', () => {
  it('of a crowd of strangers drive out no picture of a friend, of a room or of the account itself', () => {
    const kept = [
      ownerOf('user', 'friend'),
      ownerOf('user', 'asking'),
      ownerOf('user', 'self'),
      ownerOf('room', 'mine'),
    ];
    files.store.transaction((write) => {
      write.profile.set('node', 'self');
      write.people.setRelation(toNodeId('friend'), 'friend', '');
      write.people.setRelation(toNodeId('asking'), 'incoming', '');
      write.rooms.setStanding(toNodeId('mine'), 'member');
      for (const owner of kept) write.pictures.set(owner, bytes);
      for (let index = 0; index < 5_000; index += 1)
        write.pictures.set(ownerOf('user', `stranger${index}`), bytes);
    });
    const { pictures } = files.store;
    expect(kept.map((owner) => pictures.has(owner))).toEqual([true, true, true, true]);
    const count = Number(files.value('SELECT count(*) FROM picture'));
    expect(count).toBeLessThanOrEqual(kept.length + mostPicturesOfStrangers + 50);
    expect(pictures.has(ownerOf('user', 'stranger4999'))).toBe(true);
  });

  it('of very many friends have a limit as well, and those that came first go', () => {
    const nameOf = (index: number): string => `friend${index}`;
    files.store.transaction((write) => {
      for (let index = 0; index < mostPictures + 200; index += 1) {
        write.people.setRelation(toNodeId(nameOf(index)), 'friend', '');
        write.pictures.set(ownerOf('user', nameOf(index)), bytes);
      }
    });
    const { pictures } = files.store;
    expect(Number(files.value('SELECT count(*) FROM picture'))).toBeLessThanOrEqual(mostPictures + 50);
    const isKept = (index: number): boolean => pictures.has(ownerOf('user', nameOf(index)));
    expect([isKept(0), isKept(mostPictures + 199)]).toEqual([false, true]);
  });
});
