import { definition } from './compose-schema';
import { variablesOf, type FieldVariable, type FieldVariables, type VariableValue } from './field-variables';
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
  /** How its builder is told of it. */
  variables: FieldVariable[];
  /** Its value, or those items of its list that match, are paths of the user's files. */
  files?: FilesOfField;
}

/** What the schema's keyword `files` says of a field. */
interface FilesOfField {
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
        variables: variablesOf(said['environment'] as FieldVariables | undefined),
        files: said['files'] as FilesOfField | undefined,
      };
    }),
  );
}

/** The variables in which a component's fields are handed to its builder, by what the schema says of them. */
export function fieldEnvironment(schema: Json, component: string): Record<string, VariableValue> {
  const own = fieldsOf(schema).filter((field) => field.component === component);
  return Object.fromEntries(
    own.flatMap(({ field, variables }) =>
      variables.map(({ name, value = `{${field}}`, values }) => [name, values ? { field, values } : value]),
    ),
  );
}

/** A part of the schema with what its `$ref` leads to. */
const resolved = (schema: Json, part: Json): Json => ({ ...definition(schema, part['$ref']), ...part });
