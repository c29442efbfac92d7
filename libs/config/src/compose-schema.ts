import { dirname, join } from 'node:path';
import { ConfigurationInvalid } from './errors';
import { INHERITS, originalOf } from './inherit';
import type { Json } from './json-file';

/** JSON Schema's keyword for a reference. */
const REFERENCE = '$ref';

/**
 * Returns the complete schema. References to the components' own files are replaced with their contents, and each field
 * gets its default. A component's file may refer to its own definitions, to those of the schema, and to other files of
 * its folder, such as `time-zones.json`, whose contents replace the reference.
 *
 * @param file Path of the schema; its references are relative to it.
 * @param read Reads the schema or a component's file.
 * @param defaults The default configuration.
 * @throws ConfigurationInvalid if a reference, or what a fork inherits from, does not exist or refers to itself
 */
export function composeSchema(file: string, read: (file: string) => Json, defaults: Json = {}): Json {
  const schema = read(file);
  const components = mapped(schema['properties'], component);
  if (!isObject(components)) return schema;
  const properties = mapped(components, (part, name) => withDefaults(part, defaultsOf(name)));
  return { ...schema, properties };

  /** A fork has those of its original, too. */
  function defaultsOf(name: string, forks: string[] = []): Json {
    const own = isObject(defaults[name]) ? defaults[name] : {};
    const original = originalOf({ properties: components }, name);
    if (original === undefined) return own;
    const isKnown = typeof original === 'string' && Object.hasOwn(components as Json, original);
    if (!isKnown || forks.includes(original)) {
      const path = componentFile((schema['properties'] as Json)[name]);
      const reason = isKnown ? 'a component that does not inherit from this one' : 'the name of a component';
      throw new ConfigurationInvalid(path === undefined ? file : join(dirname(file), path), [
        `${INHERITS}: ${JSON.stringify(original)}; expected ${reason}`,
      ]);
    }
    return { ...defaultsOf(original, [...forks, name]), ...own };
  }

  function component(part: unknown): unknown {
    const path = componentFile(part);
    if (path === undefined) return part;
    const own = join(dirname(file), path);
    const { $schema, definitions, ...found } = read(own);
    return settled(found, own, { definitions });
  }

  /**
   * Rewrites a part of a component's file so that it is valid in the schema itself.
   *
   * @param within Pointers of the definitions that contain the part, to detect cycles.
   */
  function settled(part: unknown, own: string, whole: Json, within: string[] = []): unknown {
    if (Array.isArray(part)) return part.map((item) => settled(item, own, whole, within));
    if (!isObject(part)) return part;
    const { [REFERENCE]: reference, ...rest } = part;
    const copied = mapped(rest, (inner) => settled(inner, own, whole, within)) as Json;
    if (typeof reference !== 'string') return copied;
    if (isFileBeside(reference)) return { ...read(join(dirname(own), reference)), ...copied };
    const [path = '', pointer = ''] = reference.split('#', 2);
    const target = path === '' ? whole : schema;
    const found = definition(target, pointer);
    if ((path !== '' && join(dirname(own), path) !== file) || !found) {
      throw new ConfigurationInvalid(own, [`it refers to ${reference}, which does not exist`]);
    }
    if (path !== '') return { [REFERENCE]: `#${pointer}`, ...copied };
    if (within.includes(pointer)) throw new ConfigurationInvalid(own, [`${reference} refers to itself`]);
    return { ...(settled(found, own, whole, [...within, pointer]) as Json), ...copied };
  }
}

/** Returns the path of the component's own file that a part of the schema refers to, relative to the schema. */
export function componentFile(part: unknown): string | undefined {
  const path = isObject(part) ? part[REFERENCE] : undefined;
  return typeof path === 'string' && !path.startsWith('#') ? path : undefined;
}

/** Returns the names of the files in its own folder that a component's file refers to. */
export const filesBeside = (fields: Json): string[] => [
  ...new Set([...JSON.stringify(fields).matchAll(/"\$ref":"([\w-]+\.json)"/g)].map(([, name]) => name!)),
];

const isFileBeside = (reference: string): boolean => filesBeside({ [REFERENCE]: reference }).length > 0;

/**
 * Returns what a pointer such as `/definitions/account` refers to; undefined if there is nothing or it is no pointer.
 */
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

/** Maps the values of an object. Anything else is returned unchanged: `readSchema` reports what is wrong with it. */
const mapped = (value: unknown, change: (inner: unknown, name: string) => unknown): unknown =>
  isObject(value)
    ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, change(inner, name)]))
    : value;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
