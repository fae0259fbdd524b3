import { domainToASCII } from 'node:url';
import { decideExternalLink } from '../../../main/app/external-link';
import { parseCommandLine } from '../../../main/app/command-line';
import { resolveBundlePath } from '../../../main/app/bundle-path';
import { animationOf } from '../../../main/domain/animation';
import { maxFileNameLength, toSafeFileName } from '../../../main/domain/file-name';
import { readImage } from '../../../main/domain/image';
import { parseServerAddresses } from '../../../main/transport/server-address';
import { isNodeText, readLink } from '../../../preload/contract/add-link';
import { accountCallSchemas, accountEnvelopeSchema, appCallSchemas } from '../../../preload/contract/schemas';
import type { SeededChance } from '../seeded-chance';
import { nearly, wildText, wildValue } from './wild-text';

/**
 * A kind of input from outside. `run` gives one to the code that reads it: it must not throw.
 *
 * @returns what is wrong with the answer; null when it keeps its promise
 */
export type InputKind = (chance: SeededChance) => string | null;

const either = (chance: SeededChance, whole: readonly string[]): string =>
  chance.below(2) === 0 ? wildText(chance) : nearly(chance.pick(whole) ?? '', chance);

const links = ['tim://add/QdH6CCfWKEY', 'tim://add/QdH6CCfWKEY/', 'TIM://add/1'];
const addresses = ['https://example.org/a?b=c#d', 'http://例子.测试/', 'mailto:a@b.example?subject=x'];
const servers = ['wss://tim.example:5080/tim', 'ws://127.0.0.1:5080', 'tim.example', '[::1]:80'];
const names = ['photo.jpg', 'report.tar.gz', '报告（终稿）.docx'];
const bundlePaths = ['app://bundle/index.html', 'app://bundle/assets/index.js'];
const commandLines = ['--demo', '--screenshot', '--window=1180x760', '--lang=zh-CN', '--settle', '8000'];
const callKeys = [
  'conversationId',
  'messageId',
  'text',
  'burnSeconds',
  'before',
  'limit',
  'node',
  'accountId',
  'argument',
];
const heads = [
  [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52],
  [0x47, 0x49, 0x46, 0x38, 0x39, 0x61],
  [0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46],
  [0x52, 0x49, 0x46, 0x46, 0, 0, 0, 0, 0x57, 0x45, 0x42, 0x50, 0x56, 0x50, 0x38, 0x58],
] as const;

const allSchemas = [
  accountEnvelopeSchema,
  ...Object.values(accountCallSchemas),
  ...Object.values(appCallSchemas),
];

function pictureBytes(chance: SeededChance): Uint8Array {
  const head = chance.pick(heads) ?? [];
  const body = Array.from({ length: chance.below(60) }, () => chance.below(256));
  return Uint8Array.from([...head.slice(0, chance.below(head.length + 1)), ...body]);
}

function nameFault(name: string): string | null {
  const isSafe = name !== '' && name.length <= maxFileNameLength && Buffer.byteLength(name) <= 240;

  return isSafe &&
    !/[/\\<>:"|?*\u0000-\u001f\u202a-\u202e\u2066-\u2069]/u.test(name) &&
    !/^\.|[. ]$/u.test(name)
    ? null
    : `not a safe name: ${JSON.stringify(name)}`;
}

function outsideFault(link: string): string | null {
  const decision = decideExternalLink(link);
  if (decision.kind === 'refuse') return null;
  const { protocol, hostname, username } = new URL(decision.url);
  const isAllowed = ['https:', 'http:', 'mailto:'].includes(protocol) && username === '';
  const isAsked = protocol !== 'http:' || decision.kind === 'ask';
  return isAllowed && isAsked && (protocol === 'mailto:' || domainToASCII(hostname) !== '')
    ? null
    : `opened: ${JSON.stringify(link)}`;
}

/** Everything that is read from outside and is no frame of a server, by what it is. */
export const inputKinds: Readonly<Record<string, InputKind>> = {
  'deep links': (chance) => {
    const link = readLink(either(chance, links));
    return link.kind === 'unreadable' || isNodeText(link.node) ? null : `not a node: ${link.node}`;
  },
  'links that lead out': (chance) => outsideFault(either(chance, addresses)),
  'file names': (chance) => nameFault(toSafeFileName(either(chance, names))),
  'addresses of servers': (chance) => {
    parseServerAddresses(either(chance, servers));
    return null;
  },
  'addresses of the bundle': (chance) => {
    const path = resolveBundlePath(either(chance, bundlePaths));
    return path === null || !/(?:^|[/\\])\.\.(?:[/\\]|$)|\u0000/u.test(path) ? null : `leads out: ${path}`;
  },
  'command lines': (chance) => {
    const words = Array.from({ length: chance.below(5) }, () => either(chance, commandLines));
    const outcome = parseCommandLine(words);
    return outcome.ok || outcome.message.length < 200 ? null : 'the complaint repeats the input';
  },
  'arguments of calls': (chance) => {
    const value = wildValue(chance, callKeys);
    chance.pick(allSchemas)?.safeParse(value);
    return null;
  },
  pictures: (chance) => {
    const bytes = pictureBytes(chance);
    const info = readImage(bytes);
    if (info !== null) animationOf(bytes, info);
    return null;
  },
};
