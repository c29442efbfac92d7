import { closeSync, openSync, readdirSync, readlinkSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { HypriotkitError, reasonOf, shownBytes, textOfName } from '@hypriotkit/core';
import { closest } from '../closest';
import { FileUnusable } from '../errors';
import { checkContent } from './content';
import { isUnusable, withAllUnusable } from './unusable';
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
    const isFolder = statSync(source).isDirectory();
    if (!isFolder && folders === 'only') {
      throw new FileUnusable(file, 'it is a file', 'Name the folder that has the files, as they lie on the system.');
    }
    if (!isFolder) return [entryOf(source, basename(source))];
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
 * @param component The component to name in errors.
 * @throws FileUnusable, FilesUnusable
 */
export function checkUserFiles(files: UserFile[], component?: string): void {
  withAllUnusable(files, (file, index) => {
    try {
      checkUserFile(file, files.slice(0, index));
    } catch (error) {
      throw isUnusable(error) && component !== undefined ? Object.assign(error, { component }) : error;
    }
  });
}

function checkUserFile(file: UserFile, before: UserFile[]): void {
  const entries = entriesOf(file);
  const names = entries.map(({ name }) => name.slice(basename(file.source).length + 1));
  checkNames(file, names);
  if (entries[0]?.kind === 'directory') checkContains(file, names);
  checkContent(file);
  const same = before.find(({ folder, source }) => folder === file.folder && isNamesake(source, file.source));
  if (same) throw new FileUnusable(file, `${same.name} has the same name`, 'Give one of the files another name.');
}

function checkContains(file: UserFile, names: string[]): void {
  const { pattern, expected } = file.contains ?? {};
  if (pattern === undefined || names.some((name) => new RegExp(pattern).test(name))) return;
  throw new FileUnusable(
    file,
    `the folder has none of what is expected, ${expected}`,
    'Add it, or name another folder.',
  );
}

/** @param names What is in a folder: paths in it. */
function checkNames(file: UserFile, names: string[]): void {
  for (const [pattern, reason] of Object.entries(file.refused ?? {})) {
    const refused = names.find((name) => new RegExp(pattern).test(name));
    if (refused !== undefined) throw new FileUnusable(file, `${refused} in it ${reason}`, 'Remove it from the folder.');
  }
  for (const [setting, path] of Object.entries(file.listed ?? {})) {
    if (names.includes(path.replace(/^\/+|\/+$/g, ''))) continue;
    const suggestion = closest(
      path,
      names.map((name) => `/${name}`),
    );
    const hint = suggestion ? `Correct this path${suggestion}` : 'Correct this path, or add the file.';
    throw new FileUnusable(file, `it has no ${path}, which ${setting} names`, hint);
  }
}

/** The same file may be named twice. */
const isNamesake = (one: string, other: string): boolean => basename(one) === basename(other) && one !== other;

function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function inWords(error: NodeJS.ErrnoException): string {
  const path = error.path ?? error.message.replace(/^.*'(.*)'$/, '$1');
  return error.code === 'ENOENT' ? `there is no such file: ${path}` : `${path}: ${reasonOf(error)}`;
}
