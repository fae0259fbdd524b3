// npm run graph: which folder imports which, as a Mermaid flow chart, with its floors, the arrows back up and the biggest room.
// node scripts/graph.mjs [FOLDER]: of another copy of the project, such as an older one.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { cruise } from 'dependency-cruiser';
import { projectFolder } from './setup/project.mjs';

/**
 * @typedef {{ name: string, files: number, lines: number }} Room
 * @typedef {{ from: string, to: string, imports: number }} Arrow
 * @typedef {{ rooms: readonly Room[], arrows: readonly Arrow[] }} House
 */

const require = createRequire(import.meta.url);
const programs = ['conformance', 'main', 'preload', 'renderer'];

/** The room that a file of the program is in; null for anything else. @param {string} file */
export function roomOf(file) {
  const parts = file.split('/');
  if (!programs.includes(parts[0] ?? '')) return null;
  if (parts[0] === 'conformance') return 'conformance';
  const depth = parts[0] === 'renderer' && parts[1] === 'features' ? 3 : 2;
  // Files that lie directly in a program put it together: each is a room of its own.
  return parts.slice(0, depth).join('/');
}

/**
 * Floors from the ground up: every room is above all that it imports. Rooms that import each other are on one floor, and the
 * arrows between them lead back.
 *
 * @param {House} house
 * @returns {{ floors: string[][], arrowsBack: Arrow[] }}
 */
export function floorsOf({ rooms, arrows }) {
  const below = new Map(rooms.map(({ name }) => [name, new Set()]));
  for (const { from, to } of arrows) below.get(from)?.add(to);
  const reaches = (/** @type {string} */ start) => {
    const seen = new Set();
    const waiting = [start];
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
      for (const next of below.get(name) ?? []) if (!seen.has(next)) waiting.push((seen.add(next), next));
    }
    return seen;
  };
  const reach = new Map(rooms.map(({ name }) => [name, reaches(name)]));
  const isBack = (/** @type {Arrow} */ { from, to }) => reach.get(to)?.has(from) === true;
  /** @type {Map<string, number>} */
  const floor = new Map();
  /** @param {string} name @returns {number} */
  const floorOf = (name) => {
    const known = floor.get(name);
    if (known !== undefined) return known;
    const down = arrows.filter((arrow) => arrow.from === name && !isBack(arrow)).map(({ to }) => floorOf(to));
    const own = down.length === 0 ? 0 : 1 + Math.max(...down);
    floor.set(name, own);
    return own;
  };
  /** @type {string[][]} */
  const floors = [];
  for (const { name } of rooms) (floors[floorOf(name)] ??= []).push(name);
  return { floors: floors.map((names) => names.sort()), arrowsBack: arrows.filter(isBack) };
}

/** The chart and what it shows, as text. @param {House} house */
export function describe(house) {
  const { floors, arrowsBack } = floorsOf(house);
  const id = (/** @type {string} */ name) => name.replace(/\W/g, '_');
  const back = new Set(arrowsBack);
  const biggest = [...house.rooms].sort((a, b) => b.lines - a.lines)[0];
  const lines = [
    'flowchart TD',
    ...house.rooms.map(
      ({ name, files, lines: count }) => `  ${id(name)}["${name} (${files} files, ${count} lines)"]`,
    ),
    ...house.arrows.map(
      (arrow) => `  ${id(arrow.from)} ${back.has(arrow) ? '-. back .->' : '-->'} ${id(arrow.to)}`,
    ),
    '',
    `%% floors: ${floors.length}`,
    ...floors.map((names, index) => `%%   ${index}: ${names.join(', ')}`),
    `%% arrows: ${house.arrows.length}, back: ${arrowsBack.length}`,
    ...arrowsBack.map(({ from, to, imports }) => `%%   ${from} -> ${to} (${imports} imports)`),
    `%% biggest room: ${biggest === undefined ? 'none' : `${biggest.name}, ${biggest.files} files, ${biggest.lines} lines`}`,
  ];
  return lines.join('\n');
}

/** @param {string} folder @returns {Promise<House>} */
async function survey(folder) {
  const { options } = require(path.join(folder, '.dependency-cruiser.cjs'));
  const there = programs.filter((name) => existsSync(path.join(folder, name)));
  const { output } = await cruise(there, { ...options, baseDir: folder });
  if (typeof output === 'string') throw new Error('dependency-cruiser answered with text');
  /** @type {Map<string, Room>} */
  const rooms = new Map();
  /** @type {Map<string, Arrow>} */
  const arrows = new Map();
  for (const { source, dependencies } of output.modules) {
    const from = roomOf(source);
    if (from === null) continue;
    const { files, lines } = rooms.get(from) ?? { files: 0, lines: 0 };
    const count = readFileSync(path.join(folder, source), 'utf8').split('\n').length - 1;
    rooms.set(from, { name: from, files: files + 1, lines: lines + count });
    for (const { resolved } of dependencies) {
      const to = roomOf(resolved);
      if (to === null || to === from) continue;
      const key = `${from} ${to}`;
      arrows.set(key, { from, to, imports: (arrows.get(key)?.imports ?? 0) + 1 });
    }
  }
  return { rooms: [...rooms.values()], arrows: [...arrows.values()] };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(describe(await survey(path.resolve(process.argv[2] ?? projectFolder))));
}
