import { readFileSync } from 'node:fs';
import { parse, printParseErrorCode, type ParseError } from 'jsonc-parser';
import { ConfigurationInvalid } from './configuration-invalid';

export type Json = Record<string, unknown>;

/** Reads a JSON file that holds an object; what is broken is named with line and column (both from 1). */
export function readJson(file: string): Json {
  const text = readText(file);
  const errors: ParseError[] = [];
  const value: unknown = parse(text, errors, { disallowComments: true });
  const [first] = errors;
  if (first) {
    const before = text.slice(0, first.offset).split('\n');
    const place = `line ${before.length}, column ${before.at(-1)!.length + 1}`;
    throw new ConfigurationInvalid(file, [`${place}: ${printParseErrorCode(first.error)}`]);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ConfigurationInvalid(file, ['expected an object with one entry for each component']);
  }
  return value as Json;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new ConfigurationInvalid(file, [`cannot be read: ${(cause as Error).message}`]);
  }
}
