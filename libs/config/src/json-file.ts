import { readlinkSync } from 'node:fs';
import {
  findNodeAtLocation,
  getNodeValue,
  parseTree,
  printParseErrorCode,
  type Node,
  type ParseError,
} from 'jsonc-parser';
import { readRegularFileNow, reasonOf } from '@hypriotkit/core';
import { ConfigurationInvalid } from './errors';
import { TOO_DEEP, tooDeepAt } from './nesting';
import { shownName } from './secrets';

export type Json = Record<string, unknown>;

export interface JsonFile {
  value: Json;
  text: string;
  /** Returns the line (from 1) of the value at a path; undefined if there is none. */
  lineOf: (path: string[]) => number | undefined;
}

/** Repetitions that an error names. */
const MOST_REPETITIONS = 10;

/**
 * Reads a JSON file that contains an object.
 *
 * @throws ConfigurationInvalid with the line and column (both from 1) of what is wrong
 */
export function readJson(file: string): JsonFile {
  const text = readText(file);
  const deep = tooDeepAt(text);
  if (deep !== undefined) throw new ConfigurationInvalid(file, [`${place(text, deep)}: ${TOO_DEEP}`]);
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { disallowComments: true });
  const [first] = errors;
  if (first) throw new ConfigurationInvalid(file, [problemOf(first, text)]);
  if (tree?.type !== 'object') throw new ConfigurationInvalid(file, ['expected an object: { ... }']);
  const twice = repetitions(tree);
  if (twice.length > 0) {
    const shown = twice.slice(0, MOST_REPETITIONS);
    const problems = shown.map((node) => `${place(text, node.offset)}: ${shownName(String(node.value))} is set twice`);
    const more = twice.length - shown.length;
    throw new ConfigurationInvalid(file, more > 0 ? [...problems, `and ${more} more`] : problems);
  }
  return {
    value: getNodeValue(tree) as Json,
    text,
    lineOf(path) {
      const node = findNodeAtLocation(tree, path.map(segment));
      return node && text.slice(0, node.offset).split('\n').length;
    },
  };
}

/** The parser expects positions in a list as numbers. */
const segment = (name: string): string | number => (/^\d+$/.test(name) ? Number(name) : name);

function readText(file: string): string {
  const text = decode(file, readBytes(file));
  if (text.trim() === '') throw new ConfigurationInvalid(file, ['is empty; expected an object: { ... }']);
  return text;
}

function readBytes(file: string): Buffer {
  try {
    return readRegularFileNow(file);
  } catch (cause) {
    const target = linkTarget(file);
    const link = target === undefined ? '' : ` (a link to ${target})`;
    throw new ConfigurationInvalid(file, [`cannot be read${link}: ${reasonOf(cause)}`]);
  }
}

/** Decodes a file, without the byte order mark that some editors write. */
function decode(file: string, bytes: Buffer): string {
  const isUtf16 = ['fffe', 'feff'].includes(bytes.subarray(0, 2).toString('hex')) || bytes.includes(0);
  if (isUtf16) throw new ConfigurationInvalid(file, ['is not UTF-8 text, but perhaps UTF-16; save it as UTF-8']);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new ConfigurationInvalid(file, ['is not UTF-8 text; save it as UTF-8']);
  }
}

function linkTarget(file: string): string | undefined {
  try {
    return readlinkSync(file);
  } catch {
    return undefined;
  }
}

function place(text: string, offset: number): string {
  const before = text.slice(0, offset).split('\n');
  return `line ${before.length}, column ${before.at(-1)!.length + 1}`;
}

/** What people who know other formats write, by the parser's name for it. */
const EXPECTED: Record<string, string> = {
  InvalidSymbol: ': expected JSON, with every text in double quotes',
  PropertyNameExpected: ': a text in double quotes',
};

function problemOf(error: ParseError, text: string): string {
  const before = text.slice(0, error.offset).trimEnd();
  const isTrailing = before.endsWith(',') && /^[\]}]/.test(text.slice(error.offset));
  if (!isTrailing) return `${place(text, error.offset)}: ${inWords(error)}`;
  return `${place(text, before.length - 1)}: a trailing comma, which JSON does not have: remove it`;
}

/** Turns "CommaExpected" into "comma expected". */
function inWords({ error }: ParseError): string {
  const name = printParseErrorCode(error);
  return `${name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()}${EXPECTED[name] ?? ''}`;
}

/** Returns repeated names within an object. JSON allows them, but the first value would be silently lost. */
function repetitions(node: Node): Node[] {
  const names = (node.type === 'object' ? (node.children ?? []) : []).map((property) => property.children![0]!);
  // There may be a million: comparing each with all others would take days.
  const known = new Set<unknown>();
  const here = names.filter(({ value }) => known.size === known.add(value).size);
  return here.concat((node.children ?? []).flatMap(repetitions));
}
