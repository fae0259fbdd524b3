/** Placeholders whose value is of no interest. */
const anything = new Set(['$id', '$time', '$t', '$n2']);

/** The values that a conversation's placeholders (`$a`, `$m1`, ...) stand for in one run. */
export class Symbols {
  private readonly values = new Map<string, string>();

  bind(symbol: string, value: string): void {
    this.values.set(symbol, value);
  }

  /** The value of a symbol; a mid that was never seen gets one that does not exist. */
  valueOf(symbol: string): string {
    const value = this.values.get(symbol);
    if (value !== undefined) return value;
    if (/^\$m\d+$/.test(symbol)) return '987654321';
    throw new Error(`${symbol} is not bound`);
  }

  /** A copy of a plain packet with values for symbols. */
  fill(value: unknown): unknown {
    if (typeof value === 'string') return value.startsWith('$') ? this.valueOf(value) : value;
    if (Array.isArray(value)) return value.map((item: unknown) => this.fill(item));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [this.fillKey(key), this.fill(item)]),
    );
  }

  /**
   * A copy of what is expected in which every symbol is replaced by its value, or by what `actual` has in its place
   * when it is seen for the first time.
   */
  resolve(expected: unknown, actual: unknown): unknown {
    if (typeof expected === 'string') return this.resolveText(expected, actual);
    if (Array.isArray(expected)) {
      const actualItems: unknown[] = Array.isArray(actual) ? actual : [];
      return expected.map((item: unknown, index) => this.resolve(item, actualItems[index]));
    }
    if (typeof expected !== 'object' || expected === null) return expected;
    const actualFields = new Map(Object.entries(typeof actual === 'object' && actual !== null ? actual : {}));
    return Object.fromEntries(
      Object.entries(expected).map(([key, item]) => {
        const name = this.fillKey(key);
        return [name, this.resolve(item, actualFields.get(name))];
      }),
    );
  }

  private resolveText(expected: string, actual: unknown): unknown {
    const symbol = /^\$\w+/.exec(expected)?.[0];
    if (symbol === undefined) return expected;
    if (anything.has(symbol)) return actual;
    if (!this.values.has(symbol) && typeof actual === 'string') this.values.set(symbol, actual);
    return this.valueOf(symbol) + expected.slice(symbol.length);
  }

  private fillKey(key: string): string {
    return key.startsWith('$') ? this.valueOf(key) : key;
  }
}
