import { dirname, join } from 'node:path';
import { ConfigurationInvalid } from './errors';
import type { Json } from './json-file';

/** The keyword of JSON Schema for "what stands over there". */
const REFERENCE = '$ref';

/**
 * The whole schema: what it says of its components in files of their own takes the place of the references to these, and
 * each field gets its default. A component's file may refer to its own definitions and to those of the schema.
 *
 * @param file the schema, by the path that its references are relative to
 * @param read reads such a file
 * @param defaults the default configuration
 * @throws ConfigurationInvalid when a reference leads nowhere
 */
export function composeSchema(file: string, read: (file: string) => Json, defaults: Json = {}): Json {
  const schema = read(file);
  const properties = mapped(schema['properties'], (part, name) => withDefaults(component(part), defaults[name]));
  return 'properties' in schema ? { ...schema, properties } : schema;

  function component(part: unknown): unknown {
    const path = isObject(part) ? part[REFERENCE] : undefined;
    if (typeof path !== 'string' || path.startsWith('#')) return part;
    const own = join(dirname(file), path);
    const { $schema, definitions, ...found } = read(own);
    return settled(found, own, { definitions });
  }

  /**
   * A part of a component's file as it would have to be written in the schema itself.
   *
   * @param within the definitions that it is part of
   */
  function settled(part: unknown, own: string, whole: Json, within: string[] = []): unknown {
    if (Array.isArray(part)) return part.map((item) => settled(item, own, whole, within));
    if (!isObject(part)) return part;
    const { [REFERENCE]: reference, ...rest } = part;
    const copied = mapped(rest, (inner) => settled(inner, own, whole, within)) as Json;
    if (typeof reference !== 'string') return copied;
    const [path = '', pointer = ''] = reference.split('#', 2);
    const target = path === '' ? whole : schema;
    const found = definition(target, pointer);
    if ((path !== '' && join(dirname(own), path) !== file) || !found) {
      throw new ConfigurationInvalid(own, [`there is no ${reference}, which it refers to`]);
    }
    if (path !== '') return { [REFERENCE]: `#${pointer}`, ...copied };
    if (within.includes(pointer)) throw new ConfigurationInvalid(own, [`${reference} refers to itself`]);
    return { ...(settled(found, own, whole, [...within, pointer]) as Json), ...copied };
  }
}

/** What a pointer such as `/definitions/account` leads to; undefined for anything that is not a pointer. */
export function definition(whole: Json, pointer: unknown): Json | undefined {
  if (typeof pointer !== 'string') return undefined;
  const steps = pointer.split('/').slice(1);
  return steps.reduce<Json | undefined>((at, name) => at?.[name] as Json | undefined, whole);
}

function withDefaults(component: unknown, defaults: unknown): unknown {
  if (!isObject(component) || !isObject(component['properties']) || !isObject(defaults)) return component;
  const properties = mapped(component['properties'], (field, name) =>
    isObject(field) && name in defaults ? { ...field, default: defaults[name] } : field,
  );
  return { ...component, properties };
}

/** The same with other values. Anything but an object stays as it is: `readSchema` says what is wrong with it. */
const mapped = (value: unknown, change: (inner: unknown, name: string) => unknown): unknown =>
  isObject(value)
    ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, change(inner, name)]))
    : value;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
