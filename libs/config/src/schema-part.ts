import { definition } from './compose-schema';
import type { Json } from './json-file';

/** The part of a schema that describes a value. */
export interface SchemaPart {
  /** The whole schema, which contains the definitions. */
  schema: Json;
  /** The part itself, without references. */
  own: Json;
  /** Whether the value, or something that contains it, must never be shown. */
  secret: boolean;
}

/** Returns the part of the schema that describes the value at a path: a component, a field, and what is in it. */
export const partAt = (schema: Json, path: (string | number)[]): SchemaPart =>
  path.reduce<SchemaPart>(memberOf, { schema, own: schema, secret: false });

/** Returns the part that describes a member of an object, or an item of a list. */
export function memberOf({ schema, own, secret }: SchemaPart, name: string | number): SchemaPart {
  const properties = (own['properties'] ?? {}) as Record<string, Json>;
  const found = Object.hasOwn(properties, name)
    ? properties[name]
    : isObject(own['items'])
      ? own['items']
      : isObject(own['additionalProperties'])
        ? own['additionalProperties']
        : {};
  const member = withoutReference(schema, found as Json);
  return { schema, own: member, secret: secret || member['writeOnly'] === true };
}

/** Whether the schema marks a value, or anything in it, `writeOnly`. */
export const holdsSecret = (part: SchemaPart): boolean => part.secret || membersOf(part).some(holdsSecret);

/** Whether a value, or anything in it, has the keyword `files`. */
export const holdsFiles = (part: SchemaPart): boolean => 'files' in part.own || membersOf(part).some(holdsFiles);

function membersOf(part: SchemaPart): SchemaPart[] {
  const names = [...Object.keys(part.own['properties'] ?? {}), ...(isObject(part.own['items']) ? [0] : [])];
  return names.map((name) => memberOf(part, name));
}

/** Returns a part of the schema with its `$ref` resolved. */
const withoutReference = (schema: Json, part: Json): Json => ({ ...definition(schema, part['$ref']), ...part });

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
