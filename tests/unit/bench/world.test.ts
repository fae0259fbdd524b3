import { describe, expect, it } from 'vitest';
import { searchedTexts, textOf } from '../../bench/world/texts';
import { uuidOf, World, worldSizes } from '../../bench/world/world';

describe('the world of the benches', () => {
  const world = new World(worldSizes.quick);

  it('has every message in the chat that counts it, and the big chat its share', () => {
    const counts = new Map<number, number>();
    for (let index = 0; index < world.size.messages; index += 1) {
      const { chat } = world.message(index);
      const position = counts.get(chat) ?? 0;
      expect(world.indexIn(chat, position)).toBe(index);
      counts.set(chat, position + 1);
    }
    for (let chat = 0; chat < world.chats; chat += 1) expect(counts.get(chat)).toBe(world.countIn(chat));
    expect(world.countIn(0)).toBe(world.size.messages / world.size.bigChatEvery);
  });

  it('knows a message by the moment at which it was sent', () => {
    for (const index of [0, 1, world.size.messages - 1]) {
      const sentAtMs = Number(world.message(index).sentAtNs / 1_000_000n);
      expect([world.indexAt(sentAtMs), world.indexAt(sentAtMs + 1)]).toEqual([index, null]);
    }
    expect(world.indexAt(0)).toBeNull();
  });

  it('is as large as the figures say', () => {
    const large = new World(worldSizes.large);
    expect([large.chats, large.size.messages, large.countIn(0)]).toEqual([1_000, 1_000_000, 100_000]);
  });

  it('knows chats by their nodes', () => {
    for (const chat of [0, 1, world.crowdChat, world.chats - 1])
      expect(world.chatOf(world.nodeOf(chat))).toBe(chat);
    expect(world.membersOf(world.crowdChat)).toHaveLength(world.size.crowd);
  });

  it('gives every message a number of its own and a text of about 49 bytes', () => {
    const sampled = Array.from({ length: 10_000 }, (_, index) => index);
    expect(new Set(sampled.map(uuidOf)).size).toBe(sampled.length);
    const bytes = sampled.reduce((sum, index) => sum + Buffer.byteLength(textOf(index)), 0) / sampled.length;
    expect(bytes).toBeGreaterThan(44);
    expect(bytes).toBeLessThan(54);
  });

  it('is searched for what is in it', () => {
    for (const length of [1, 2, 4]) expect(new Set(searchedTexts(length, 20)).size).toBe(20);
  });
});
