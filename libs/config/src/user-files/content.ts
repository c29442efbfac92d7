import { X509Certificate } from 'node:crypto';
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { FileUnusable } from '../errors';
import type { UserFile } from './user-file';
import { problemOfMergeable, problemOfUserData } from './user-data';
import { mapping } from './yaml-of-boards';

/**
 * What a file of the user contains.
 *
 * - `cloud-config`: user-data that are a cloud-config, with each key at the start of a line
 * - `user-data`: user-data of any form that cloud-init knows
 * - `netplan`: a network configuration, version 2
 * - `network-config`: a network configuration of any version
 * - `certificates`: certificates in PEM format, and no private key
 * - `script`: anything that names the program that runs it in its first line
 */
export type ContentKind = 'cloud-config' | 'user-data' | 'netplan' | 'network-config' | 'certificates' | 'script';

/**
 * Checks that a file contains what its field asks for.
 *
 * @throws FileUnusable with the line of what is wrong. The content, which may hold passwords, is not shown.
 */
export function checkContent(file: UserFile): void {
  if (file.content === undefined) return;
  if (file.content === 'script') return checkScript(file);
  const text = textOf(file);
  // cloud-init would not find the mark in the first line.
  if (text.startsWith('\uFEFF')) {
    throw new FileUnusable(file, 'it begins with a byte order mark', 'Save it as UTF-8 without one.');
  }
  const problem = CHECKS[file.content](text);
  if (problem !== undefined) throw new FileUnusable(file, problem, 'Correct the file.');
}

/** A script may be followed by other data than text, as that of an archive that unpacks itself is. */
function checkScript(file: UserFile): void {
  const [line = ''] = beginningOf(file.source).split('\n', 1);
  const hint = 'Write in its first line which program runs it, such as #!/bin/sh.';
  if (!line.startsWith('#!')) throw new FileUnusable(file, 'it does not begin with #!', hint);
  if (line.endsWith('\r')) {
    throw new FileUnusable(file, 'its lines end as in Windows (CRLF)', 'Save it with the line ends of Linux (LF).');
  }
  if (!/^#! *\//.test(line)) throw new FileUnusable(file, 'its first line names no program after #!', hint);
}

/** More than the kernel reads of a first line. */
const MOST_OF_A_LINE = 4096;

/** Returns the first bytes of a file as text. */
function beginningOf(path: string): string {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(MOST_OF_A_LINE);
    return bytes.toString('latin1', 0, readSync(file, bytes));
  } finally {
    closeSync(file);
  }
}

const CHECKS: Record<Exclude<ContentKind, 'script'>, (text: string) => string | undefined> = {
  'cloud-config': problemOfMergeable,
  'user-data': problemOfUserData,
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
    const blocks = text.match(PEM) ?? [];
    if (blocks.length === 0) return 'expected certificates in PEM format, with -----BEGIN CERTIFICATE-----';
    const broken = blocks.findIndex((block) => !isCertificate(block));
    return broken === -1 ? undefined : `certificate ${broken + 1} in it is damaged`;
  },
};

/** Each certificate, up to its end, or what is cut off up to the next one. */
const PEM = /-----BEGIN CERTIFICATE-----(?:(?!-----BEGIN)[^])*?(?:-----END CERTIFICATE-----|(?=-----BEGIN)|$(?![^]))/g;

function isCertificate(text: string): boolean {
  try {
    return new X509Certificate(text).subject !== undefined;
  } catch {
    return false;
  }
}

/** The file may have everything under one key, as netplan's own files have. */
function version(value: unknown): number {
  const { network = value } = value as { network?: unknown };
  const { version } = (isObject(network) ? network : value) as { version?: unknown };
  return typeof version === 'string' || typeof version === 'number' ? Number(version) : NaN;
}

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

function textOf(file: UserFile): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(file.source));
  } catch {
    throw new FileUnusable(file, 'it is not text in UTF-8', 'Save it as UTF-8.');
  }
}
