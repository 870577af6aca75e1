/** The members of one Protobuf message, gathered in the wire's order and put together as a JSON object. */
import { mapText, type MapEntry } from './json-text.ts';

type Member =
  | { readonly name: string; readonly kind: 'one' | 'list' | 'seen'; readonly values: string[] }
  | { readonly name: string; readonly kind: 'map'; readonly entries: MapEntry[] };

export class ProtobufMembers {
  readonly #members: Member[] = [];
  readonly #gathered = new Map<string, Member>();
  readonly #unknown: string[] = [];

  /** A field that comes once; should it come again it stands twice, as it was sent. */
  one(name: string, value: string): void {
    this.#members.push({ name, kind: 'one', values: [value] });
  }

  list(name: string, values: readonly string[]): void {
    this.#gather(name, 'list', values);
  }

  /** A field nobody has described: a list if it comes more than once. */
  seen(name: string, value: string): void {
    this.#gather(name, 'seen', [value]);
  }

  mapEntry(name: string, entry: MapEntry): void {
    const member = this.#gathered.get(name);
    if (member?.kind === 'map') member.entries.push(entry);
    else this.#add({ name, kind: 'map', entries: [entry] });
  }

  unknown(value: string): void {
    this.#unknown.push(value);
  }

  text(): string {
    const entries = this.#members.map((member) => ({
      key: JSON.stringify(member.name),
      isText: true,
      value: valueOf(member),
    }));
    const rest =
      this.#unknown.length === 0
        ? []
        : [{ key: '"$unknown"', isText: true, value: `[${this.#unknown.join()}]` }];
    return mapText([...entries, ...rest]);
  }

  #gather(name: string, kind: 'list' | 'seen', values: readonly string[]): void {
    const member = this.#gathered.get(name);
    if (member === undefined || member.kind === 'map') this.#add({ name, kind, values: [...values] });
    else for (const value of values) member.values.push(value);
  }

  #add(member: Member): void {
    this.#members.push(member);
    this.#gathered.set(member.name, member);
  }
}

function valueOf(member: Member): string {
  if (member.kind === 'map') return mapText(member.entries);
  const isBare = member.kind === 'one' || (member.kind === 'seen' && member.values.length === 1);
  return isBare ? (member.values[0] ?? 'null') : `[${member.values.join()}]`;
}
