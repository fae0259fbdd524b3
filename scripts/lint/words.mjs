// Lint of words: what must never be committed, wherever it stands in a file: in code, in comments, in texts, in templates.

/**
 * @typedef {import('eslint').Rule.RuleModule} RuleModule
 *
 * @typedef {{ readonly pattern: RegExp, readonly why: string }} Forbidden
 */

/** Notes to oneself: forbidden in every file. @type {readonly Forbidden[]} */
const notes = [{ pattern: /\b(?:TODO|FIXME|XXX)\b/, why: 'do it now, or open an issue' }];

/** What hides tests, and HTML made of text: forbidden in what is run. @type {readonly Forbidden[]} */
const harm = [
  { pattern: /\b(?:it|test|describe|suite)(?:\.\w+)*\.only\(/, why: 'hides all other tests' },
  { pattern: /\b(?:it|test|describe|suite)(?:\.\w+)*\.skip\(/, why: 'hides a failure' },
  { pattern: /\bv-html\b/, why: 'text from the network must stay text' },
  { pattern: /\b(?:inner|outer)HTML\b|insertAdjacentHTML/, why: 'text from the network must stay text' },
];

/** @param {readonly Forbidden[]} forbidden @returns {RuleModule} */
const ruleFor = (forbidden) => ({
  meta: {
    type: 'problem',
    schema: [],
    messages: { forbidden: '{{word}}: {{why}}' },
    // Every language: it looks at the text alone.
    languages: ['*'],
  },
  create: ({ sourceCode, report }) => {
    const look = () => {
      for (const [index, content] of sourceCode.text.split('\n').entries()) {
        for (const { pattern, why } of forbidden) {
          const match = pattern.exec(content);
          if (match === null) continue;
          const [word] = match;
          const start = { line: index + 1, column: match.index };
          report({
            loc: { start, end: { ...start, column: match.index + word.length } },
            messageId: 'forbidden',
            data: { word, why },
          });
        }
      }
    };
    return { Program: look, Text: look };
  },
});

/** The root, and only node, of a file of which nothing but its text is looked at. */
class Text {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
    const lines = text.split('\n');
    this.ast = {
      type: 'Text',
      range: [0, text.length],
      loc: {
        start: { line: 1, column: 0 },
        end: { line: lines.length, column: lines.at(-1)?.length ?? 0 },
      },
    };
  }

  /** @param {Text['ast']} node */
  getLoc(node) {
    return node.loc;
  }

  /** @param {Text['ast']} node */
  getRange(node) {
    return node.range;
  }

  /** One node is entered and left. */
  traverse() {
    const step = (/** @type {1 | 2} */ phase) => ({
      kind: 1,
      target: this.ast,
      phase,
      args: [this.ast, null],
    });
    return [step(1), step(2)];
  }
}

/** A language for files for which there is no parser here: style sheets, pages, documents, configuration. */
const text = {
  fileType: 'text',
  lineStart: 1,
  columnStart: 0,
  nodeTypeKey: 'type',
  validateLanguageOptions: () => undefined,
  parse: (/** @type {{ body: string }} */ { body }) => ({ ok: true, ast: new Text(body) }),
  createSourceCode: (/** @type {unknown} */ _file, /** @type {{ ast: Text }} */ { ast }) => ast,
};

/** The linter's plugin with both rules and the language. */
export const words = {
  rules: { 'no-notes': ruleFor(notes), 'no-harm': ruleFor(harm) },
  languages: { text },
};
