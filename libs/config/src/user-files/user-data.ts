import type { Node } from 'yaml';
import { mapping, parseAsBoard } from './yaml-of-boards';

const CLOUD_CONFIG = '#cloud-config';
const ARCHIVE = '#cloud-config-archive';
const PATCH = '#cloud-config-jsonp';
/** How user-data begin, in small letters. The first one that fits decides, as in cloud-init. */
const MARKS = [
  ...['## template: jinja', ARCHIVE, PATCH, '#cloud-boothook', '#include-once', '#part-handler', CLOUD_CONFIG],
  ...['#include', '#!'],
];
const MIME = /^(mime-version:|content-type:|from )/i;

/** Returns what is wrong with user-data of any form. */
export function problemOfUserData(text: string): string | undefined {
  const mark = markOf(text);
  if (mark !== undefined) return MARKED[mark]?.(text);
  return MIME.test(text)
    ? undefined
    : `line 1: expected ${CLOUD_CONFIG}, or another mark of user-data; cloud-init ignores the file`;
}

/** Compares as cloud-init does: in any letter case, after blanks and empty lines. */
const markOf = (text: string): string | undefined =>
  MARKS.find((mark) => text.trimStart().slice(0, mark.length).toLowerCase().startsWith(mark));

/** What is wrong with user-data, by their mark. */
const MARKED: Record<string, (text: string) => string | undefined> = {
  [CLOUD_CONFIG]: (text) => mapping(text).problem,
  [ARCHIVE]: problemOfArchive,
  [PATCH]: (text) => (isPatch(text) ? undefined : `expected a list in JSON after ${PATCH}, which begins the file`),
};

function problemOfArchive(text: string): string | undefined {
  const { problem, value } = parseAsBoard(text);
  if (problem) return problem;
  if (!Array.isArray(value)) return 'expected a list of parts, each with a "content"';
  const problems = value.map((part: unknown, index) => {
    const found = problemOfPart(part);
    return found && `part ${index + 1}: ${found}`;
  });
  return problems.find(Boolean);
}

function problemOfPart(part: unknown): string | undefined {
  const content = isEntry(part) ? part.content : part;
  if (typeof content !== 'string' || markOf(content) !== CLOUD_CONFIG) return undefined;
  return mapping(content).problem;
}

/** cloud-init removes this mark only if it is in small letters at the very start. */
function isPatch(text: string): boolean {
  try {
    return Array.isArray(JSON.parse(text.startsWith(PATCH) ? text.slice(PATCH.length) : text));
  } catch {
    return false;
  }
}

/** Returns what is wrong with a cloud-config that is merged line by line: a key of the image's goes where the file has the same. */
export function problemOfMergeable(text: string): string | undefined {
  if (!/^#cloud-config(?![\w-])/i.test(text)) {
    return `line 1: expected ${CLOUD_CONFIG}, the mark of user-data that can be merged`;
  }
  const { map, problem } = mapping(text);
  if (!map) return problem;
  if (map.flow) return 'expected a line for each key; found { ... } around all of them';
  if (/^%/m.test(text.slice(0, map.range![0]))) return 'remove the line that begins with %';
  if (map.tag !== undefined || map.anchor !== undefined) return 'remove the tag or the anchor of all keys';
  for (const { key } of map.items) {
    const at = (key as Node).range![0];
    const found = problemOfKey(at, text);
    if (found) return `line ${text.slice(0, at).split('\n').length}: ${found}`;
  }
  return undefined;
}

/** There may be a hundred thousand keys: looks at the line of this one alone. */
function problemOfKey(at: number, text: string): string | undefined {
  const before = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
  if (/^\s*\?/.test(before)) return 'write "key: value" in place of "? key"';
  if (before !== '') return 'begin each key of the top level at the start of its line, without tags';
  return /^<<\s*:/.test(text.slice(at, at + 100)) ? 'write out the keys that << brings' : undefined;
}

const isEntry = (part: unknown): part is { content?: unknown } => typeof part === 'object' && part !== null;
