import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isMap, type Node, type YAMLMap } from 'yaml';
import { FileUnusable } from '../errors';
import type { UserFile } from './user-file';
import { parseAsBoard } from './yaml-of-boards';

/**
 * What a file of the user contains.
 *
 * - `cloud-config`: user-data that are a cloud-config, with each key at the start of a line
 * - `user-data`: user-data of any form that cloud-init knows
 * - `netplan`: a network configuration, version 2
 * - `network-config`: a network configuration of any version
 * - `certificates`: certificates in PEM format, and no private key
 */
export type ContentKind = 'cloud-config' | 'user-data' | 'netplan' | 'network-config' | 'certificates';

const CLOUD_CONFIG = '#cloud-config';
const ARCHIVE = '#cloud-config-archive';
const PATCH = '#cloud-config-jsonp';
/** How user-data begin, in small letters. The first one that fits decides, as in cloud-init. */
const MARKS = [
  ...['## template: jinja', ARCHIVE, PATCH, '#cloud-boothook', '#include-once', '#part-handler', CLOUD_CONFIG],
  ...['#include', '#!'],
];
const MIME = /^(mime-version:|content-type:|from )/i;

/**
 * Checks that a file contains what its field asks for.
 *
 * @throws FileUnusable with the line of what is wrong. The content, which may hold passwords, is not shown.
 */
export function checkContent(file: UserFile): void {
  if (file.content === undefined) return;
  const text = textOf(file);
  // cloud-init would not find the mark in the first line.
  if (text.startsWith('\uFEFF')) {
    throw new FileUnusable(file, 'it begins with a byte order mark', 'Save it as UTF-8 without one.');
  }
  const problem = CHECKS[file.content](text);
  if (problem !== undefined) throw new FileUnusable(file, problem, 'Correct the file.');
}

const CHECKS: Record<ContentKind, (text: string) => string | undefined> = {
  'cloud-config': (text) =>
    /^#cloud-config(?![\w-])/i.test(text)
      ? problemOfMergeable(text)
      : `line 1: expected ${CLOUD_CONFIG}, the mark of user-data that can be merged`,
  'user-data': (text) => {
    const mark = markOf(text);
    if (mark !== undefined) return MARKED[mark]?.(text);
    return MIME.test(text)
      ? undefined
      : `line 1: expected ${CLOUD_CONFIG}, or another mark of user-data; cloud-init ignores the file`;
  },
  netplan: (text) => {
    const { problem, value } = mapping(text);
    return problem ?? (version(value) === 2 ? undefined : 'expected "version: 2"; another version cannot be merged');
  },
  'network-config': (text) => {
    const { problem, value } = mapping(text);
    return problem ?? ([1, 2].includes(version(value)) ? undefined : 'expected "version: 2" or "version: 1"');
  },
  certificates: (text) => {
    if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text))
      return 'it contains a private key, which must stay where it is';
    const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
    if (blocks.length === 0) return 'expected certificates in PEM format, with -----BEGIN CERTIFICATE-----';
    const broken = blocks.findIndex((block) => !isCertificate(block));
    return broken === -1 ? undefined : `certificate ${broken + 1} in it is damaged`;
  },
};

function isCertificate(text: string): boolean {
  try {
    return new X509Certificate(text).subject !== undefined;
  } catch {
    return false;
  }
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
  const content = isObject(part) ? part['content'] : part;
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

/** Returns the mapping that a text is to a board, or what is wrong with it. */
function mapping(text: string): { map?: YAMLMap; value?: unknown; problem?: string } {
  const { content, value, problem } = parseAsBoard(text);
  if (problem) return { problem };
  return isMap(content)
    ? { map: content, value }
    : { problem: 'expected keys with values, such as "hostname: black-pearl"' };
}

/** Returns what is wrong with a cloud-config that is merged line by line: a key of the image's goes where the file has the same. */
function problemOfMergeable(text: string): string | undefined {
  const { map, problem } = mapping(text);
  if (!map) return problem;
  if (map.flow) return 'expected a line for each key; found { ... } around all of them';
  if (/^%/m.test(text.slice(0, map.range![0]))) return 'remove the line that begins with %';
  if (map.tag !== undefined || map.anchor !== undefined) return 'remove the tag or the anchor of all keys';
  return map.items.map(({ key }) => problemOfKey(key as Node, text)).find(Boolean);
}

function problemOfKey(key: Node, text: string): string | undefined {
  const at = key.range![0];
  const before = text.slice(0, at).split('\n');
  const line = `line ${before.length}:`;
  if (/^\s*\?/.test(before.at(-1)!)) return `${line} write "key: value" in place of "? key"`;
  if (before.at(-1) !== '') return `${line} begin each key of the top level at the start of its line, without tags`;
  return /^<<\s*:/.test(text.slice(at)) ? `${line} write out the keys that << brings` : undefined;
}

/** The file may have everything under one key, as netplan's own files have. */
function version(value: unknown): number {
  const { network = value } = value as { network?: unknown };
  const { version } = (isObject(network) ? network : value) as { version?: unknown };
  return typeof version === 'string' || typeof version === 'number' ? Number(version) : NaN;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function textOf(file: UserFile): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(file.source));
  } catch {
    throw new FileUnusable(file, 'it is not text in UTF-8', 'Save it as UTF-8.');
  }
}
