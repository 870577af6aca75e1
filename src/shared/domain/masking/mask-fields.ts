/**
 * Which fields a mask names: `key`, `properties.region`, `value.customer.email`, or a bare name, which means every
 * member of that name in the payload, at any depth, and the property of that name.
 */

export interface MaskFields {
  readonly key: boolean;
  /** Names of properties. */
  readonly properties: ReadonlySet<string>;
  /** Names of members anywhere in the payload. */
  readonly names: ReadonlySet<string>;
  /** Paths from the payload's root; elements of arrays are stepped over, so `items.sku` is every item's. */
  readonly paths: readonly (readonly string[])[];
}

export function readMaskFields(fields: readonly string[]): MaskFields {
  const properties = new Set<string>();
  const names = new Set<string>();
  const paths: string[][] = [];
  let key = false;
  for (const field of fields.map((text) => text.trim())) {
    const [root = '', ...rest] = field.split('.');
    if (field === 'key') key = true;
    else if (root === 'properties' && rest.length > 0) properties.add(rest.join('.'));
    else if (root === 'value' && rest.length > 0) paths.push(rest);
    else if (rest.length > 0) paths.push([root, ...rest]);
    else {
      names.add(field);
      properties.add(field);
    }
  }
  return { key, properties, names, paths };
}

export function masksPayload({ names, paths }: MaskFields): boolean {
  return names.size > 0 || paths.length > 0;
}
