import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'vue/compiler-sfc';

/** Places of a text that have one line and only so much room. */
export type LabelKind =
  'button' | 'card' | 'menu entry' | 'choice' | 'heading' | 'field' | 'placeholder' | 'tooltip';

/**
 * Most columns of each kind, where a Chinese character has two. A column is about 7 px of 14 px text, so the figures are what
 * fits at 900x600: a choice is one of up to five in a column of 420 px, a button shares a dialog's line of 400 px with another
 * one, a menu is 320 px wide at most, a field's label and a heading have a dialog's width, the text of a field what the composer
 * has beside its buttons, a tooltip three lines of 46. A card is a button of several lines.
 */
export const mostColumns: Readonly<Record<LabelKind, number>> = {
  button: 36,
  card: 60,
  'menu entry': 40,
  choice: 14,
  heading: 40,
  field: 40,
  placeholder: 44,
  tooltip: 138,
};

/** A key and where it is shown. */
export interface Label {
  readonly key: string;
  readonly kind: LabelKind;
}

/** Of the template's tree, what is read here. */
interface TemplateNode {
  readonly type: number;
  readonly tag?: string;
  readonly props?: readonly TemplateProp[];
  readonly children?: readonly TemplateNode[];
  readonly content?: { readonly content?: string } | string;
}

interface TemplateProp {
  readonly name: string;
  readonly arg?: { readonly content?: string };
  readonly exp?: { readonly content?: string };
  readonly value?: { readonly content?: string };
}

/** Buttons that hold more than a word. */
const cards = /\b(?:concealed|account|row|hit|quote|toast|fold)\b/u;

const contentKinds: Readonly<Record<string, LabelKind>> = {
  BaseButton: 'button',
  button: 'button',
  DropdownMenuItem: 'menu entry',
  DropdownMenuLabel: 'menu entry',
  h1: 'heading',
  h2: 'heading',
  h3: 'heading',
  DialogTitle: 'heading',
  label: 'field',
};

function kindOfProp(tag: string, prop: string): LabelKind | null {
  if (prop === 'placeholder') return 'placeholder';
  if (tag === 'HintTooltip' && prop === 'text') return 'tooltip';
  // The name of a button without words is also its tooltip.
  if (tag === 'IconButton' && prop === 'label') return 'tooltip';
  if (tag === 'ModalDialog' && prop === 'title') return 'heading';
  if (tag === 'TextField' && prop === 'label') return 'field';
  return prop === 'action' || prop === 'action-label' ? 'button' : null;
}

const keysIn = (code: string): string[] =>
  [...code.matchAll(/\bt\(\s*'([\w.]+)'/gu)].map(([, key = '']) => key);

const classOf = (node: TemplateNode): string =>
  node.props?.find(({ name }) => name === 'class')?.value?.content ?? '';

function contentKind(node: TemplateNode, outer: LabelKind | null): LabelKind | null {
  const tag = node.tag ?? '';
  if (classOf(node).includes('menu-item')) return 'menu entry';
  if (tag === 'button' && cards.test(classOf(node))) return 'card';
  return contentKinds[tag] ?? outer;
}

function labelsIn(node: TemplateNode, outer: LabelKind | null): readonly Label[] {
  const kind = node.type === 1 ? contentKind(node, outer) : outer;
  const ofProps = (node.props ?? []).flatMap(({ arg, exp }) => {
    const propKind = kindOfProp(node.tag ?? '', arg?.content ?? '');
    return propKind === null ? [] : keysIn(exp?.content ?? '').map((key) => ({ key, kind: propKind }));
  });
  // 5 is a text with a value in it.
  const said = node.type === 5 && typeof node.content === 'object' ? (node.content.content ?? '') : '';
  const ofContent = kind === null ? [] : keysIn(said).map((key) => ({ key, kind }));
  return [...ofProps, ...ofContent, ...(node.children ?? []).flatMap((child) => labelsIn(child, kind))];
}

/** The labels of a component: what its template shows in one line, and the choices that its script names. */
export function labelsOfComponent(source: string): readonly Label[] {
  const { descriptor } = parse(source);
  const script = descriptor.scriptSetup?.content ?? '';
  const choices = [...script.matchAll(/\blabel: t\('([\w.]+)'/gu)].map(([, key = '']): Label => ({
    key,
    kind: 'choice',
  }));
  // The compiler's own types have a class for each kind of node; what is read here is common to all.
  const tree = descriptor.template?.ast as TemplateNode | undefined;
  return [...choices, ...(tree === undefined ? [] : labelsIn(tree, null))];
}

/** The labels of all components below a folder. */
export function labelsOfFolder(folder: string): readonly Label[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const place = join(folder, entry.name);
    if (entry.isDirectory()) return labelsOfFolder(place);
    return entry.name.endsWith('.vue') ? labelsOfComponent(readFileSync(place, 'utf8')) : [];
  });
}

/** Labels of the system's own menus and dialogs, by their keys. */
export function labelOfMain(key: string): Label | null {
  if (/^main\.(?:menu\.|tray\.(?!idle|unread))/u.test(key)) return { key, kind: 'menu entry' };
  return /^main\.(?:start\.(?:quit|retry|keepAside)|link\.(?:open|cancel))$/u.test(key)
    ? { key, kind: 'button' }
    : null;
}

/** What the places of labels hold at their longest. */
const longest: Readonly<Record<string, string>> = {
  keys: 'Ctrl+Shift+Backspace',
  left: '1:48',
  name: '一个长名字',
  count: '999',
  formatted: '1,000,000',
  limit: '10 分钟',
  time: '10 分钟',
  seconds: '300',
};

const isWide = (character: string): boolean =>
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u.test(
    character,
  );

/** How many columns a text takes, with its places filled: two for a Chinese character or sign, one for others. */
export function columnsOf(text: string): number {
  const filled = text
    .replaceAll(/\{'(.)'\}/gu, '$1')
    .replaceAll(/\{(\w+)\}/gu, (place, name: string) => longest[name] ?? place);
  return Array.from(filled).reduce((sum, character) => sum + (isWide(character) ? 2 : 1), 0);
}
