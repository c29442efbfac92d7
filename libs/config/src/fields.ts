import { variablesOf, type FieldVariable, type FieldVariables, type VariableValue } from './field-variables';
import type { Json } from './json-file';
import type { ContentKind } from './user-files/content';
import type { FieldValue } from './layer';
import { holdsFiles, holdsSecret, memberOf, partAt } from './schema-part';

/** A field of a component, as the schema describes it. */
export interface Field {
  component: string;
  field: string;
  description: string;
  default?: FieldValue;
  /** The allowed values, if the schema lists them. */
  choices?: string[];
  /** A phrase such as "expected a host name". For a list of texts, it applies to each item. */
  expectation?: string;
  type?: string;
  /** Whether it is an object, or a list of objects. Where text is needed, such a value is JSON. */
  isStructured: boolean;
  /** Whether the value, or something in it, must never be shown. */
  secret: boolean;
  /** Whether the field, together with `repo`, decides which revision of a repository the builder comes from. */
  ofRepository: boolean;
  /** Whether a builder of the official Hypriot repositories may use it. */
  official: boolean;
  /** Another field of the component, which a layer that sets this one empties unless it sets both. */
  replaces?: string;
  /** The environment variables that pass the field to its builder. */
  variables: FieldVariable[];
  /** Whether the value, or something in it, may be the path of a user's file: see FilesOfField. */
  namesFiles: boolean;
}

/** The value of the schema's keyword `files`. */
export interface FilesOfField {
  /** The folder in the builder's workspace that the files are copied to. */
  folder: string;
  /** Whether they may hold secrets: then even their checksums are not published. */
  secret?: boolean;
  /**
   * A regular expression that matches paths but not other values. By default, every value that is not empty is a path.
   */
  matching?: string;
  /** Whether folders, with all their contents, are allowed too, or nothing else. */
  folders?: boolean | 'only';
  /** The kind of content that the file must have: the same for all, or by the value of another field of the component. */
  content?: ContentKind | { field: string; values: Record<string, ContentKind> };
  /** Names within a folder that are refused, as regular expressions, each with the reason. */
  refused?: Record<string, string>;
  /** What a folder must contain at its top: a regular expression for the name, and its description. */
  contains?: { pattern: string; expected: string };
  /** Another field of the component: a list of objects, each with a path in the folder in this member. */
  listed?: { field: string; member: string };
}

/** A run asks for the fields of the same schema for each component and each field that names a repository. */
const known = new WeakMap<Json, Field[]>();

/** Returns all fields in the schema, in its order. */
export function fieldsOf(schema: Json): Field[] {
  const fields = known.get(schema) ?? readFields(schema);
  known.set(schema, fields);
  return fields;
}

function readFields(schema: Json): Field[] {
  return Object.entries((schema['properties'] ?? {}) as Record<string, Json>).flatMap(([component, own]) =>
    Object.keys((own['properties'] ?? {}) as Json).map((field) => {
      const part = partAt(schema, [component, field]);
      const [said, items] = [part.own, memberOf(part, 0).own];
      return {
        component,
        field,
        description: (said['description'] ?? '') as string,
        default: said['default'] as FieldValue | undefined,
        choices: said['enum'] as string[] | undefined,
        expectation: (items['patternErrorMessage'] ?? said['patternErrorMessage']) as string | undefined,
        type: said['type'] as string | undefined,
        isStructured: said['type'] === 'object' || items['type'] === 'object',
        secret: holdsSecret(part),
        ofRepository: said['ofRepository'] === true,
        official: said['official'] !== false,
        replaces: said['replaces'] as string | undefined,
        variables: variablesOf(said['environment'] as FieldVariables | undefined),
        namesFiles: holdsFiles(part),
      };
    }),
  );
}

/** Returns the variables that pass a component's fields to its builder, by name. */
export function fieldEnvironment(schema: Json, component: string): Record<string, VariableValue> {
  const own = fieldsOf(schema).filter((field) => field.component === component);
  return Object.fromEntries(
    own.flatMap(({ field, variables }) =>
      variables.map(({ name, value = `{${field}}`, values }) => [name, values ? { field, values } : value]),
    ),
  );
}
