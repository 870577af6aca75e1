/**
 * Avro schemas (specification 1.12, "Schema Declaration") read from their JSON, with the place of what is wrong.
 * Own reader, because schemas come from colleagues: packages that compile them run code made of their text.
 */
import { decodeJsonString, type JsonDocument } from '../../shared/domain/lossless-json.ts';
import { parseJson } from '../../shared/domain/lossless-json-parser.ts';
import { problemAt, SchemaFault, type SchemaOutcome } from './schema-problem.ts';

export const avroPrimitives = [
  'null',
  'boolean',
  'int',
  'long',
  'float',
  'double',
  'bytes',
  'string',
] as const;
export type AvroPrimitive = (typeof avroPrimitives)[number];

export interface AvroField {
  readonly name: string;
  readonly type: AvroType;
}

export type AvroType =
  | { readonly kind: AvroPrimitive }
  /** Filled in after it was named, because a record may hold itself. */
  | { readonly kind: 'record'; readonly name: string; fields: readonly AvroField[] }
  | { readonly kind: 'enum'; readonly name: string; readonly symbols: readonly string[] }
  | { readonly kind: 'fixed'; readonly name: string; readonly size: number }
  | { readonly kind: 'array'; readonly items: AvroType }
  | { readonly kind: 'map'; readonly values: AvroType }
  | { readonly kind: 'union'; readonly branches: readonly AvroType[] };

/** Types inside types; a schema that goes deeper is refused. */
const maxSchemaDepth = 200;
const validName = /^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*$/;

export function readAvroSchema(text: string): SchemaOutcome<AvroType> {
  const parsed = parseJson(text);
  if (!parsed.ok) return { ok: false, problem: parsed.problem };
  const reader = new AvroSchemaReader(parsed.document);
  try {
    return { ok: true, schema: reader.type(0, '', 0) };
  } catch (thrown) {
    if (!(thrown instanceof SchemaFault)) throw thrown;
    return { ok: false, problem: problemAt(text, thrown.offset, thrown.message) };
  }
}

class AvroSchemaReader {
  readonly #document: JsonDocument;
  readonly #named = new Map<string, AvroType>();

  constructor(document: JsonDocument) {
    this.#document = document;
  }

  type(node: number, namespace: string, depth: number): AvroType {
    if (depth > maxSchemaDepth) throw this.#fault(node, `It is nested deeper than ${maxSchemaDepth} types.`);
    const kind = this.#document.kind(node);
    if (kind === 'string') return this.#byName(node, namespace);
    if (kind === 'array') return this.#union(node, namespace, depth);
    if (kind === 'object') return this.#declared(node, namespace, depth);
    throw this.#fault(node, 'A type is a name, an object or a list of types.');
  }

  #byName(node: number, namespace: string): AvroType {
    const name = this.#string(node);
    const primitive = avroPrimitives.find((one) => one === name);
    if (primitive !== undefined) return { kind: primitive };
    const known = this.#named.get(fullName(name, namespace)) ?? this.#named.get(name);
    if (known === undefined) throw this.#fault(node, `There is no type "${name}" before this place.`);
    return known;
  }

  #union(node: number, namespace: string, depth: number): AvroType {
    const branches = [...this.#document.children(node)].map((child) =>
      this.type(child, namespace, depth + 1),
    );
    if (branches.length === 0) throw this.#fault(node, 'A union needs at least one type.');
    return { kind: 'union', branches };
  }

  #declared(node: number, namespace: string, depth: number): AvroType {
    const typeNode = this.#member(node, 'type');
    if (this.#document.kind(typeNode) !== 'string') return this.type(typeNode, namespace, depth + 1);
    const kind = this.#string(typeNode);
    switch (kind) {
      case 'array':
        return { kind, items: this.type(this.#member(node, 'items'), namespace, depth + 1) };
      case 'map':
        return { kind, values: this.type(this.#member(node, 'values'), namespace, depth + 1) };
      case 'enum':
        return this.#enum(node, this.#declareName(node, namespace));
      case 'fixed':
        return this.#fixed(node, this.#declareName(node, namespace));
      case 'record':
      case 'error':
        return this.#record(node, this.#declareName(node, namespace), depth);
      default:
        return this.#byName(typeNode, namespace);
    }
  }

  #record(node: number, name: string, depth: number): AvroType {
    const record: AvroType = { kind: 'record', name, fields: [] };
    this.#named.set(name, record);
    const fields = this.#member(node, 'fields');
    if (this.#document.kind(fields) !== 'array') throw this.#fault(fields, '"fields" must be a list.');
    const namespace = namespaceOf(name);
    const seen = new Set<string>();
    record.fields = [...this.#document.children(fields)].map((field) => {
      if (this.#document.kind(field) !== 'object') throw this.#fault(field, 'A field is an object.');
      const nameNode = this.#member(field, 'name');
      const fieldName = this.#string(nameNode);
      if (seen.has(fieldName)) throw this.#fault(nameNode, `There are two fields "${fieldName}".`);
      seen.add(fieldName);
      return { name: fieldName, type: this.type(this.#member(field, 'type'), namespace, depth + 1) };
    });
    return record;
  }

  #enum(node: number, name: string): AvroType {
    const symbols = this.#member(node, 'symbols');
    if (this.#document.kind(symbols) !== 'array') throw this.#fault(symbols, '"symbols" must be a list.');
    const type: AvroType = {
      kind: 'enum',
      name,
      symbols: [...this.#document.children(symbols)].map((symbol) => this.#string(symbol)),
    };
    this.#named.set(name, type);
    return type;
  }

  #fixed(node: number, name: string): AvroType {
    const sizeNode = this.#member(node, 'size');
    const size = Number(this.#document.raw(sizeNode));
    if (!Number.isSafeInteger(size) || size < 0)
      throw this.#fault(sizeNode, '"size" must be a whole number of bytes.');
    const type: AvroType = { kind: 'fixed', name, size };
    this.#named.set(name, type);
    return type;
  }

  #declareName(node: number, namespace: string): string {
    const nameNode = this.#member(node, 'name');
    const own = this.#find(node, 'namespace');
    const name = fullName(this.#string(nameNode), own === undefined ? namespace : this.#string(own));
    if (!validName.test(name))
      throw this.#fault(nameNode, `"${name}" is no name: letters, digits and _ only.`);
    if (this.#named.has(name)) throw this.#fault(nameNode, `"${name}" is declared twice.`);
    return name;
  }

  #member(node: number, key: string): number {
    const found = this.#find(node, key);
    if (found === undefined) throw this.#fault(node, `"${key}" is missing here.`);
    return found;
  }

  #find(node: number, key: string): number | undefined {
    for (const child of this.#document.children(node)) if (this.#document.key(child) === key) return child;
    return undefined;
  }

  #string(node: number): string {
    if (this.#document.kind(node) !== 'string') throw this.#fault(node, 'A text is expected here.');
    return decodeJsonString(this.#document.raw(node));
  }

  #fault(node: number, reason: string): SchemaFault {
    return new SchemaFault(this.#document.start(node), reason);
  }
}

const fullName = (name: string, namespace: string): string =>
  name.includes('.') || namespace === '' ? name : `${namespace}.${name}`;

const namespaceOf = (name: string): string => name.slice(0, Math.max(0, name.lastIndexOf('.')));
