import { describe, expect, it } from 'vitest';
import { comesByItself, type AutoFetch, type NewOffer } from '../../../main/domain/fetch-policy';
import { kindOfMediaType } from '../../../main/domain/file-kind';
import { toNodeId } from '../../../main/domain/ids';

const setting: AutoFetch = {
  mostBytes: { pictures: 1_000, voice: 2_000, video: 0, files: 500 },
  fromMembers: false,
};
const offer = (change: Partial<NewOffer> = {}, info: Partial<NewOffer['info']> = {}): NewOffer => ({
  conversation: { kind: 'user', node: toNodeId('ben') },
  isFromFriend: true,
  ...change,
  info: { mediaType: 'image/png', sizeBytes: 1_000, isCarried: false, ...info },
});
const room = { conversation: { kind: 'room', node: toNodeId('room') } } as const;

describe('a file that comes without a click', () => {
  it.each([
    ['image/png', 'pictures'],
    ['audio/ogg', 'voice'],
    ['video/mp4', 'video'],
    ['application/pdf', 'files'],
    ['', 'files'],
    ['constructor/x', 'files'],
  ])('of the type %j is of the kind %s', (mediaType, kind) => {
    expect(kindOfMediaType(mediaType)).toBe(kind);
  });

  it('is from a friend, of a kind and a size that the user has chosen', () => {
    expect(comesByItself(offer(), setting)).toBe(true);
    expect(comesByItself(offer({}, { sizeBytes: 1_001 }), setting)).toBe(false);
    expect(comesByItself(offer({}, { mediaType: 'audio/ogg', sizeBytes: 2_000 }), setting)).toBe(true);
    expect(comesByItself(offer({}, { mediaType: 'application/pdf' }), setting)).toBe(false);
    expect(comesByItself(offer({}, { mediaType: 'video/mp4', sizeBytes: 1 }), setting)).toBe(false);
  });

  it('is never from a stranger, whatever is chosen', () => {
    const all = { mostBytes: setting.mostBytes, fromMembers: true };
    expect(comesByItself(offer({ isFromFriend: false }), all)).toBe(false);
  });

  it('is from a member of a room who is no friend only if the user wants that', () => {
    const fromMember = offer({ ...room, isFromFriend: false });
    expect(comesByItself(fromMember, setting)).toBe(false);
    expect(comesByItself(fromMember, { ...setting, fromMembers: true })).toBe(true);
    expect(comesByItself(offer(room), setting)).toBe(true);
  });

  it('is none that came with its message', () => {
    expect(comesByItself(offer({}, { isCarried: true }), setting)).toBe(false);
  });
});
