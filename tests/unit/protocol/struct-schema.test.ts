import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  schemaOf,
  structSchemas,
  type StructName,
  type ValueKind,
} from '../../../main/protocol/struct-schema';

const idl = readFileSync(resolve('main/protocol/tim.thrift'), 'utf8');

/** Each struct of tim.thrift as lines `id required|optional type name`. */
const declared = new Map(
  [...idl.matchAll(/struct (\w+) \{([^}]*)\}/g)].map(([, name = '', body = '']) => [
    name,
    [...body.matchAll(/^ {2}(\d+): (required|optional) (.+?) (\w+)(?: \/\/.*)?$/gm)].map((field) =>
      field.slice(1).join(' '),
    ),
  ]),
);

function typeName(kind: ValueKind): string {
  if (typeof kind === 'string') return kind;
  if ('struct' in kind) return kind.struct;
  return 'list' in kind ? `list<${typeName(kind.list)}>` : `map<string, ${typeName(kind.map)}>`;
}

describe('the table of structs', () => {
  // The keys of a table that the compiler has checked.
  const names = Object.keys(structSchemas) as StructName[];

  it('has the structs of tim.thrift', () => {
    expect(names).toEqual([...declared.keys()]);
  });

  it.each(names)('says about %s what tim.thrift says, field by field', (name) => {
    const fields = [...schemaOf(name)].map(
      ([field, { id, kind, isRequired }]) =>
        `${id} ${isRequired === true ? 'required' : 'optional'} ${typeName(kind)} ${field}`,
    );
    expect(fields).toEqual(declared.get(name));
  });

  it.each(names)('lists the fields of %s in ascending order of id', (name) => {
    const ids = [...schemaOf(name).values()].map(({ id }) => id);
    expect(ids).toEqual([...ids].sort((a, b) => a - b));
  });
});
