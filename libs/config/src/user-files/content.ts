import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isMap, type YAMLMap } from 'yaml';
import { FileUnusable } from '../errors';
import type { UserFile } from './user-file';
import { parseAsBoard } from './yaml-of-boards';

/**
 * What a file of the user contains.
 *
 * - `cloud-config`: user-data that are a cloud-config, with a key at the start of a line
 * - `user-data`: user-data of any form that cloud-init knows
 * - `netplan`: a network configuration, version 2
 * - `network-config`: a network configuration of any version
 * - `certificates`: certificates in PEM format, and no private key
 */
export type ContentKind = 'cloud-config' | 'user-data' | 'netplan' | 'network-config' | 'certificates';

const CLOUD_CONFIG = '#cloud-config';
/** How user-data begin, by cloud-init's documentation of its formats. */
const USER_DATA =
  /^(#cloud-config(-archive|-jsonp)?\s*$|#!|#include(-once)?\s*$|#cloud-boothook\s*$|#part-handler\s*$|## template: *jinja|mime-version:|content-type:|from )/im;

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
    firstLine(text) === CLOUD_CONFIG
      ? mapping(text).problem
      : `line 1: expected ${CLOUD_CONFIG}, the mark of user-data that can be merged`,
  'user-data': (text) => {
    if (firstLine(text) === CLOUD_CONFIG) return mapping(text).problem;
    if (firstLine(text) === `${CLOUD_CONFIG}-archive`) return parseAsBoard(text).problem;
    return USER_DATA.test(firstLine(text))
      ? undefined
      : `line 1: expected ${CLOUD_CONFIG}, or another mark of user-data; cloud-init ignores the file`;
  },
  netplan: (text) => {
    const { problem, map } = mapping(text);
    return problem ?? (version(map) === 2 ? undefined : 'expected "version: 2"; another version cannot be merged');
  },
  'network-config': (text) => {
    const { problem, map } = mapping(text);
    return problem ?? ([1, 2].includes(Number(version(map))) ? undefined : 'expected "version: 2" or "version: 1"');
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

/** Returns the mapping that a text is to a board, or what is wrong with it. */
function mapping(text: string): { map?: YAMLMap; problem?: string } {
  const { content, problem } = parseAsBoard(text);
  if (problem) return { problem };
  if (!isMap(content)) return { problem: 'expected keys with values, such as "hostname: black-pearl"' };
  if (content.flow) return { problem: 'expected a line for each key; found { ... } around all of them' };
  return { map: content };
}

/** The file may have everything under one key, as netplan's own files have. */
function version(map: YAMLMap | undefined): unknown {
  const network = map?.get('network');
  return (isMap(network) ? network : map)?.get('version');
}

const firstLine = (text: string) => text.split(/\r?\n/, 1)[0]!.trimEnd();

function textOf(file: UserFile): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(file.source));
  } catch {
    throw new FileUnusable(file, 'it is not text in UTF-8', 'Save it as UTF-8.');
  }
}
