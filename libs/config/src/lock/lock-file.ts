import { lstatSync } from 'node:fs';
import { realpath, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { accessing, withLock, type LockOptions } from '@hypriotkit/core';
import Ajv from 'ajv';
import { ConfigurationInvalid, LockInvalid } from '../errors';
import { readJson, type JsonFile } from '../json-file';
import { KINDS, sorted, type Fetched } from './fetched';
import { FETCHED_SCHEMA, LOCK_SCHEMA, VERSION } from './lock-schema';

/** Name of the file in the workspace that says what builds fetch. */
export const LOCK_FILE = 'hypriotkit.lock.json';

type Components = Record<string, Fetched>;

interface Lock {
  version: typeof VERSION;
  /** What the components that all boards share fetch. */
  components?: Components;
  /** What the components that a board has for itself fetch. */
  boards?: Record<string, Components>;
}

/** What an entry of the lock is about. */
export interface LockSubject {
  component: string;
  board?: string | undefined;
}

/** The place of a subject's entry in the file, as a path with dots. */
export const placeInLock = ({ component, board }: LockSubject): string =>
  board === undefined ? `components.${component}` : `boards.${board}.${component}`;

/**
 * Returns what the lock says of a subject; undefined if it says nothing, or if there is no lock.
 *
 * @throws LockInvalid, FileAccessFailed
 */
export const lockedOf = (workspaceRoot: string, subject: LockSubject): Fetched | undefined =>
  entryOf(readLock(workspaceRoot), subject);

/**
 * Writes what a subject fetches. Others that write to the lock meanwhile are waited for, and their entries stay.
 *
 * @returns what the lock said before
 */
export async function writeLocked(
  workspaceRoot: string,
  subject: LockSubject,
  fetched: Fetched,
  options: LockOptions,
): Promise<Fetched | undefined> {
  const path = join(workspaceRoot, LOCK_FILE);
  return withLock(path, options, async () => {
    const lock = readLock(workspaceRoot);
    await writeWhole(path, lockText(withEntry(lock, subject, fetched)));
    return entryOf(lock, subject);
  });
}

function entryOf({ components, boards }: Lock, { component, board }: LockSubject): Fetched | undefined {
  const of = board === undefined ? components : own(boards, board);
  return own(of, component);
}

const own = <T>(record: Record<string, T> | undefined, name: string): T | undefined =>
  record && Object.hasOwn(record, name) ? record[name] : undefined;

function withEntry({ components = {}, boards = {} }: Lock, subject: LockSubject, fetched: Fetched): Lock {
  const { component, board } = subject;
  if (board === undefined) return { version: VERSION, components: { ...components, [component]: fetched }, boards };
  return { version: VERSION, components, boards: { ...boards, [board]: { ...boards[board], [component]: fetched } } };
}

function readLock(workspaceRoot: string): Lock {
  const path = join(workspaceRoot, LOCK_FILE);
  return lstatSync(path, { throwIfNoEntry: false }) ? checked(path, LOCK_FILE).lock : { version: VERSION };
}

/**
 * Reads and checks a lock that another workspace gets. Returns its text.
 *
 * @throws LockInvalid, FileAccessFailed
 */
export const lockTextIn = (path: string): string => checked(path, path).text;

/** @param name what messages call the file */
function checked(path: string, name: string): { lock: Lock; text: string } {
  const { value: lock, text } = contentOf(path, name);
  if (typeof lock['version'] === 'number' && lock['version'] > VERSION)
    throw new LockInvalid([`it is of version ${lock['version']}, which a later Hypriotkit has written`], name);
  const validate = new Ajv({ allErrors: true }).compile<Lock>(LOCK_SCHEMA);
  if (validate(lock)) return { lock, text };
  const errors = validate.errors ?? [];
  throw new LockInvalid(
    errors.map(({ instancePath, message }) => `${instancePath || 'the file'}: ${message}`),
    name,
  );
}

function contentOf(path: string, name: string): JsonFile {
  try {
    return readJson(path);
  } catch (error) {
    throw error instanceof ConfigurationInvalid ? new LockInvalid(error.problems, name) : error;
  }
}

/** Content of the file: everything in a fixed order, and each input on a line of its own, so that git shows what has changed. */
export function lockText({ components = {}, boards = {} }: Lock): string {
  const parts = [
    `"version": ${VERSION}`,
    ...(isEmpty(components) ? [] : [`"components": ${componentsText(components, '  ')}`]),
    ...(isEmpty(boards) ? [] : [`"boards": ${objectText(boards, '  ', componentsText)}`]),
  ];
  return `{\n${parts.map((part) => `  ${part}`).join(',\n')}\n}\n`;
}

/** Content of a lock without entries. */
export const emptyLock = (): string => lockText({ version: VERSION });

/** Content of a file that has only what one component fetches. */
export const fetchedFile = (fetched: Fetched): string => `${fetchedText(fetched, '')}\n`;

/** Reads the content of such a file. Returns undefined if a build would not have written it. */
export function parseFetched(content: string): Fetched | undefined {
  try {
    const fetched: unknown = JSON.parse(content);
    return new Ajv().validate<Fetched>(FETCHED_SCHEMA, fetched) ? fetched : undefined;
  } catch {
    return undefined;
  }
}

const componentsText = (components: Components, indent: string): string => objectText(components, indent, fetchedText);

function fetchedText(fetched: Fetched, indent: string): string {
  const inOrder = sorted(fetched);
  const lists = KINDS.flatMap((kind) => {
    const items = inOrder[kind];
    return items ? [`${indent}  "${kind}": [\n${items.map(itemText).join(',\n')}\n${indent}  ]`] : [];
  });
  return lists.length === 0 ? '{}' : `{\n${lists.join(',\n')}\n${indent}}`;

  function itemText(item: object): string {
    const pairs = Object.entries(item).map(([name, value]) => `"${name}": ${JSON.stringify(value)}`);
    return `${indent}    { ${pairs.join(', ')} }`;
  }
}

function objectText<T>(
  record: Record<string, T>,
  indent: string,
  textOf: (value: T, indent: string) => string,
): string {
  const inner = `${indent}  `;
  const entries = Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{\n${entries.map(([name, value]) => `${inner}${JSON.stringify(name)}: ${textOf(value, inner)}`).join(',\n')}\n${indent}}`;
}

const isEmpty = (record: object): boolean => Object.keys(record).length === 0;

/** The file appears under its name when it is complete. */
async function writeWhole(path: string, content: string): Promise<void> {
  await accessing(`Writing ${LOCK_FILE}`, path, async () => {
    // If it is a link, what it leads to is written.
    const target = await realpath(path).catch(() => path);
    const unfinished = `${target}.${process.pid}`;
    try {
      await writeFile(unfinished, content);
      await rename(unfinished, target);
    } finally {
      await rm(unfinished, { force: true });
    }
  });
}
