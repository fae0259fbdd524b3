import type { Page } from '@playwright/test';
import type { PieceSearch } from './piece-search';

/** Content that lives in the heap of a page. */
export interface HeapFind {
  readonly label: string;
  /** What kind of thing holds it: a string, a key, the name of an element; and the length of the string. */
  readonly holder: string;
  /**
   * From the holder to the root of the heap: the name of each edge and of the object that it comes from. Empty when nothing
   * that V8 knows keeps it alive.
   */
  readonly retainers: readonly string[];
}

/** The format of V8, as far as it is read here. */
interface RawSnapshot {
  readonly snapshot: {
    readonly meta: {
      readonly node_fields: readonly string[];
      readonly node_types: readonly [readonly string[], ...unknown[]];
      readonly edge_fields: readonly string[];
      readonly edge_types: readonly [readonly string[], ...unknown[]];
    };
  };
  readonly nodes: readonly number[];
  readonly edges: readonly number[];
  readonly strings: readonly string[];
}

const longestPath = 12;
// V8 lists all strings of these kinds there, and tells these lists as if they kept the strings alive.
const tablesOfStrings: ReadonlySet<string> = new Set(['(External strings)', '(Internalized strings)']);
const namelessEdges: ReadonlySet<string> = new Set(['element', 'hidden']);

/** Lets the page collect its garbage and takes a snapshot of what it holds on to, through the DevTools protocol. */
export async function takeHeapSnapshot(page: Page): Promise<HeapSnapshot> {
  const session = await page.context().newCDPSession(page);
  try {
    const chunks: string[] = [];
    session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
    await session.send('HeapProfiler.enable');
    await session.send('HeapProfiler.collectGarbage');
    await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
    // The shape of the format, see V8's heap-snapshot-generator.
    return new HeapSnapshot(JSON.parse(chunks.join('')) as RawSnapshot);
  } finally {
    await session.detach();
  }
}

/** All objects and strings of a page's JavaScript heap that can be reached. */
export class HeapSnapshot {
  private readonly fields;

  constructor(private readonly raw: RawSnapshot) {
    const { node_fields: node, edge_fields: edge } = raw.snapshot.meta;
    this.fields = {
      nodeSize: node.length,
      type: node.indexOf('type'),
      name: node.indexOf('name'),
      edgeCount: node.indexOf('edge_count'),
      edgeSize: edge.length,
      edgeType: edge.indexOf('type'),
      edgeName: edge.indexOf('name_or_index'),
      target: edge.indexOf('to_node'),
    };
  }

  /** Number of different strings, names of properties and of objects among them. */
  get stringCount(): number {
    return this.raw.strings.length;
  }

  /** Everything of the needles that is in a string of the heap, with what keeps it alive. */
  find(search: PieceSearch): readonly HeapFind[] {
    const ends: number[] = [];
    const parts: Buffer[] = [];
    let length = 0;
    for (const text of this.raw.strings) {
      const part = Buffer.from(`${text}\0`, 'utf8');
      length += part.length;
      parts.push(part);
      ends.push(length);
    }
    const labels = new Map<number, string>();
    for (const { label, offset } of search.findIn(Buffer.concat(parts))) {
      labels.set(
        ends.findIndex((end) => offset < end),
        label,
      );
    }
    return labels.size === 0 ? [] : this.holdersOf(labels);
  }

  private holdersOf(labels: ReadonlyMap<number, string>): readonly HeapFind[] {
    const { raw, fields } = this;
    const retainers = this.retainers();
    const finds: HeapFind[] = [];
    for (let node = 0; node < raw.nodes.length; node += fields.nodeSize) {
      const label = labels.get(raw.nodes[node + fields.name] ?? -1);
      if (label === undefined) continue;
      const length = raw.strings[raw.nodes[node + fields.name] ?? -1]?.length ?? 0;
      finds.push({
        label,
        holder: `${this.typeOf(node)} of ${length}`,
        retainers: this.pathToRoot(node, retainers),
      });
    }
    const held = new Set(finds.map(({ label }) => label));
    // A name that no object has is the name of an edge.
    for (const label of labels.values()) {
      if (!held.has(label)) finds.push({ label, holder: 'edge', retainers: [] });
    }
    return finds;
  }

  /** For each node the edges that lead to it from nodes that keep it alive: place of the edge, place of the node. */
  private retainers(): ReadonlyMap<number, readonly (readonly [edge: number, from: number])[]> {
    const { raw, fields } = this;
    const edgeTypes = raw.snapshot.meta.edge_types[0];
    const found = new Map<number, [number, number][]>();
    let edge = 0;
    for (let node = 0; node < raw.nodes.length; node += fields.nodeSize) {
      const count = raw.nodes[node + fields.edgeCount] ?? 0;
      if (tablesOfStrings.has(this.nameOf(node))) {
        edge += count * fields.edgeSize;
        continue;
      }
      for (let index = 0; index < count; index += 1, edge += fields.edgeSize) {
        const type = edgeTypes[raw.edges[edge + fields.edgeType] ?? -1];
        const target = raw.edges[edge + fields.target];
        if (type === 'weak' || target === undefined) continue;
        const known = found.get(target);
        if (known === undefined) found.set(target, [[edge, node]]);
        else known.push([edge, node]);
      }
    }
    return found;
  }

  /** The shortest way from a node up to the root, told from the node on. */
  private pathToRoot(start: number, retainers: ReturnType<HeapSnapshot['retainers']>): readonly string[] {
    const towards = new Map<number, { readonly edge: number; readonly node: number } | null>([[start, null]]);
    const queue = [start];
    for (let node = queue.shift(); node !== undefined; node = queue.shift()) {
      if (node === 0) break;
      for (const [edge, from] of retainers.get(node) ?? []) {
        if (towards.has(from)) continue;
        towards.set(from, { edge, node });
        queue.push(from);
      }
    }
    const path: string[] = [];
    let node = 0;
    for (let step = towards.get(0) ?? null; step !== null; step = towards.get(node) ?? null) {
      path.push(`${this.edgeNameOf(step.edge)} of ${this.nameOf(node)}`);
      node = step.node;
    }
    return path.reverse().slice(0, longestPath);
  }

  private typeOf(node: number): string {
    const types = this.raw.snapshot.meta.node_types[0];
    return types[this.raw.nodes[node + this.fields.type] ?? -1] ?? 'unknown';
  }

  private nameOf(node: number): string {
    return (this.raw.strings[this.raw.nodes[node + this.fields.name] ?? -1] ?? '').slice(0, 60);
  }

  private edgeNameOf(edge: number): string {
    const type =
      this.raw.snapshot.meta.edge_types[0][this.raw.edges[edge + this.fields.edgeType] ?? -1] ?? '';
    const name = this.raw.edges[edge + this.fields.edgeName] ?? -1;
    return namelessEdges.has(type) ? `[${name}]` : (this.raw.strings[name] ?? '').slice(0, 60);
  }
}
