import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const projectDirectory = path.join(__dirname, '../..');

/** A change of one file of the program: what its text becomes. */
export interface PretendChange {
  /** Path from the project's folder. */
  readonly file: string;
  /** A piece of the file, once in it, and what stands in its place. */
  readonly replace: string;
  readonly by: string;
}

/** One complaint of the compiler. */
export interface Complaint {
  /** Path from the project's folder. */
  readonly file: string;
  readonly text: string;
}

/** What the compiler says about `main` and `preload` after changes that are made in memory alone. */
export function complaintsAfter(changes: readonly PretendChange[]): readonly Complaint[] {
  const texts = new Map<string, string>();
  for (const { file, replace, by } of changes) {
    const name = path.join(projectDirectory, file);
    const text = texts.get(name) ?? readFileSync(name, 'utf8');
    if (text.split(replace).length !== 2) throw new Error(`${file} has changed`);
    texts.set(name, text.replace(replace, by));
  }
  const { options, fileNames } = configuration();
  const host = ts.createCompilerHost(options);
  const { readFile } = host;
  host.readFile = (file) => texts.get(path.resolve(file)) ?? readFile(file);
  const declarations = fileNames.filter((file) => file.endsWith('.d.ts'));
  const program = ts.createProgram(
    [...declarations, path.join(projectDirectory, 'main/index.ts')],
    options,
    host,
  );
  return program
    .getSourceFiles()
    .filter(({ isDeclarationFile }) => !isDeclarationFile)
    .flatMap((source) => program.getSemanticDiagnostics(source))
    .map(({ file, messageText }) => ({
      file: path
        .relative(projectDirectory, file?.fileName ?? '')
        .split(path.sep)
        .join('/'),
      text: ts.flattenDiagnosticMessageText(messageText, '\n'),
    }));
}

function configuration(): ts.ParsedCommandLine {
  const file = path.join(projectDirectory, 'tsconfig.node.json');
  const { config } = ts.readConfigFile(file, (name) => readFileSync(name, 'utf8'));
  const parsed = ts.parseJsonConfigFileContent(config, ts.sys, projectDirectory);
  return { ...parsed, options: { ...parsed.options, noEmit: true } };
}
