import { closeSync, openSync, readdirSync, readlinkSync, readSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { HypriotkitError, reasonOf, shownBytes, textOfName } from '@hypriotkit/core';
import { FileUnusable } from '../errors';
import { checkContent } from './content';
import type { UserFile } from './user-file';

/**
 * An entry to copy into a container. Its name starts with the base name of the user's file or folder and uses slashes.
 */
export type FileEntry =
  | { kind: 'file'; name: string; source: string; executable: boolean }
  | { kind: 'directory'; name: string }
  | { kind: 'symlink'; name: string; target: string };

/**
 * Lists the entries of a user's file, sorted: the file itself, or the folder and everything in it. Links within a
 * folder are kept as links.
 *
 * @throws FileUnusable if something is missing, is not readable, or leads out of the folder
 */
export function entriesOf(file: UserFile): FileEntry[] {
  const { source, root, folders } = file;
  try {
    if (!statSync(source).isDirectory()) return [entryOf(source, basename(source))];
    if (!folders) throw new FileUnusable(file, 'it is a folder', 'Name a file.');
    if (isWithin(source, root)) {
      throw new FileUnusable(
        file,
        'it contains the workspace itself',
        'Name a folder that contains only what is needed.',
      );
    }
    return [{ kind: 'directory', name: basename(source) }, ...within(source, basename(source))];
  } catch (error) {
    if (error instanceof HypriotkitError) throw error;
    throw new FileUnusable(file, inWords(error as NodeJS.ErrnoException), undefined, error);
  }

  function within(folder: string, name: string): FileEntry[] {
    const children = readdirSync(folder, { withFileTypes: true, encoding: 'buffer' });
    const named = children.map((child) => ({
      child,
      own: textOf(child.name, (shown) => `the name of ${name}/${shown}`),
    }));
    const sorted = named.sort((a, b) => (a.own < b.own ? -1 : 1));
    return sorted.flatMap(({ child, own }): FileEntry[] => {
      const [path, childName] = [join(folder, own), `${name}/${own}`];
      if (child.isSymbolicLink()) return [linkOf(path, childName)];
      if (!child.isDirectory()) return [entryOf(path, childName)];
      return [{ kind: 'directory', name: childName }, ...within(path, childName)];
    });
  }

  /** @param describe Describes what the bytes are, which it gets as they are shown. */
  function textOf(bytes: Buffer, describe: (shown: string) => string): string {
    const text = textOfName(bytes);
    if (text !== undefined) return text;
    throw new FileUnusable(
      file,
      `${describe(shownBytes(bytes))} is not UTF-8`,
      'Rename it, or remove it from the folder.',
    );
  }

  function entryOf(path: string, name: string): FileEntry {
    const stat = statSync(path);
    if (!stat.isFile()) throw new FileUnusable(file, `${name} is neither a file nor a folder`);
    // Opens the file, since permission bits do not tell for root.
    closeSync(openSync(path, 'r'));
    return { kind: 'file', name, source: path, executable: (stat.mode & 0o111) !== 0 };
  }

  /** Both the target as written and the file that it resolves to must be inside the folder. */
  function linkOf(path: string, name: string): FileEntry {
    const target = textOf(readlinkSync(path, 'buffer'), (shown) => `the target of the link ${name}, ${shown},`);
    const stays = !isAbsolute(target) && isWithin(source, resolve(dirname(path), target));
    if (!stays || !isWithin(realpathSync(source), realpathSync(path))) {
      const hint = 'Put a copy of its target into the folder.';
      throw new FileUnusable(file, `the link ${name} leads out of the folder, to ${target}`, hint);
    }
    return { kind: 'symlink', name, target };
  }
}

/**
 * Checks files before any work. Two files with the same name cannot go into one folder.
 *
 * @throws FileUnusable
 */
export function checkUserFiles(files: UserFile[]): void {
  for (const [index, file] of files.entries()) {
    for (const entry of entriesOf(file)) checkEntry(file, entry);
    checkContent(file);
    const { folder, source } = file;
    const same = files.slice(0, index).find((other) => other.folder === folder && isNamesake(other.source, source));
    if (same) throw new FileUnusable(file, `${same.name} has the same name`, 'Give one of the files another name.');
  }
}

function checkEntry(file: UserFile, entry: FileEntry): void {
  const { beginsWith = '', refused = {} } = file;
  if (entry.kind === 'file' && !beginningOf(entry.source, beginsWith.length).startsWith(beginsWith)) {
    const hint = `Write in its first line which program runs it, such as ${beginsWith}/bin/sh.`;
    throw new FileUnusable(file, `it does not begin with ${beginsWith}`, beginsWith === '#!' ? hint : undefined);
  }
  const within = entry.name.slice(basename(file.source).length + 1);
  const reason = Object.entries(refused).find(([pattern]) => new RegExp(pattern).test(within))?.[1];
  if (reason !== undefined) throw new FileUnusable(file, `${within} in it ${reason}`, 'Remove it from the folder.');
}

/** Returns the first bytes of a file as text. */
function beginningOf(path: string, length: number): string {
  if (length === 0) return '';
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(length);
    return bytes.toString('latin1', 0, readSync(file, bytes));
  } finally {
    closeSync(file);
  }
}

const isNamesake = (one: string, other: string): boolean => basename(one) === basename(other);

function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function inWords(error: NodeJS.ErrnoException): string {
  const path = error.path ?? error.message.replace(/^.*'(.*)'$/, '$1');
  return error.code === 'ENOENT' ? `there is no such file: ${path}` : `${path}: ${reasonOf(error)}`;
}
