import type { Json } from './json-file';
import type { FieldValue } from './layer';

/** What the schema says about one field of a component. */
export interface Field {
  component: string;
  field: string;
  description: string;
  default?: FieldValue;
  /** The values that there are, where they are few. */
  choices?: string[];
  /** In words: "expected a host name"; of a list, what each of its items has to be. */
  expectation?: string;
  type?: string;
  /** The value must never be shown. */
  secret: boolean;
  /** It says, beside `repo`, which state of its repository the builder comes from. */
  ofRepository: boolean;
  /** Its value, or those items of its list that match, are paths of the user's files. */
  files?: FilesOfField;
}

/** What the schema's keyword `files` says of a field. */
export interface FilesOfField {
  /** The folder of the builder's workspace that the files are put into. */
  folder: string;
  /** A regular expression that paths match, and other values do not; by default every value that is not empty is a path. */
  matching?: string;
  /** Folders are taken too, with all within them. */
  folders?: boolean;
}

/** All fields that the schema has, in its order. */
export function fieldsOf(schema: Json): Field[] {
  return Object.entries((schema['properties'] ?? {}) as Record<string, Json>).flatMap(([component, own]) =>
    Object.entries((own['properties'] ?? {}) as Record<string, Json>).map(([field, property]) => {
      const said = resolved(schema, property);
      const items = resolved(schema, (said['items'] ?? {}) as Json);
      return {
        component,
        field,
        description: (said['description'] ?? '') as string,
        default: said['default'] as FieldValue | undefined,
        choices: said['enum'] as string[] | undefined,
        expectation: (said['patternErrorMessage'] ?? items['patternErrorMessage']) as string | undefined,
        type: said['type'] as string | undefined,
        secret: said['writeOnly'] === true,
        ofRepository: said['ofRepository'] === true,
        files: said['files'] as FilesOfField | undefined,
      };
    }),
  );
}

/** A part of the schema with what its `$ref` leads to. */
const resolved = (schema: Json, part: Json): Json => ({ ...definition(schema, part['$ref']), ...part });

/** What a `$ref` of the form `#/a/b` leads to. */
function definition(schema: Json, reference: unknown): Json {
  if (typeof reference !== 'string') return {};
  return reference
    .split('/')
    .slice(1)
    .reduce<Json>((at, name) => (at[name] ?? {}) as Json, schema);
}
