import Ajv, { type ErrorObject } from 'ajv';
import { closest } from 'fastest-levenshtein';
import { ConfigurationInvalid } from './configuration-invalid';
import type { Json } from './json-file';

/** Checks a layer, or one component's part of it, against the schema. `source` is the file or place named in errors. */
export function check(source: string, value: Json, schema: Json): void {
  // verbose: errors carry the value and the part of the schema that it did not fit.
  const validate = new Ajv({ allErrors: true, verbose: true }).compile(schema);
  if (validate(value)) return;
  throw new ConfigurationInvalid(source, (validate.errors ?? []).map(describe));
}

function describe(error: ErrorObject): string {
  const path = error.instancePath.slice(1).replaceAll('/', '.');
  const said = error.parentSchema?.['writeOnly'] ? 'the value given' : JSON.stringify(error.data);
  switch (error.keyword) {
    case 'additionalProperties': {
      const { additionalProperty: unknown } = error.params as { additionalProperty: string };
      const known = Object.keys((error.parentSchema?.['properties'] ?? {}) as Json);
      const kind = path ? 'field' : 'component';
      const name = path ? `${path}.${unknown}` : unknown;
      return `${name}: unknown ${kind}; did you mean "${closest(unknown, known)}"?`;
    }
    case 'enum':
      return `${path}: ${said} is none of ${(error.schema as unknown[]).map((choice) => JSON.stringify(choice)).join(', ')}`;
    case 'pattern':
      return `${path}: ${said} does not match ${String(error.schema)}`;
    case 'type':
      return `${path || 'the file'}: ${said} is not of type ${String(error.schema)}`;
    default:
      return `${path}: ${said} ${error.message ?? 'is not valid'}`;
  }
}
