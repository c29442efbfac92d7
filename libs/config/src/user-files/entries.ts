import { closeSync, openSync, readdirSync, readlinkSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { HypriotkitError, reasonOf } from '@hypriotkit/core';
import { FileUnusable } from '../errors';
import type { UserFile } from './user-file';

/** Something that is put into a container. Names begin with that of the file or folder that was named, with slashes. */
export type FileEntry =
  | { kind: 'file'; name: string; source: string; executable: boolean }
  | { kind: 'directory'; name: string }
  | { kind: 'symlink'; name: string; target: string };

/**
 * Lists what a file of the user's consists of, sorted: itself, or the folder and all within it. Links within a folder
 * stay links.
 *
 * @throws FileUnusable when something is missing, may not be read, or leads out of the folder
 */
export function entriesOf(file: UserFile): FileEntry[] {
  const { source, root, folders } = file;
  try {
    if (!statSync(source).isDirectory()) return [entryOf(source, basename(source))];
    if (!folders) throw new FileUnusable(file, 'it is a folder', 'Name a file.');
    if (isWithin(source, root)) {
      throw new FileUnusable(file, 'it holds the workspace itself', 'Name a folder that holds what is needed alone.');
    }
    return [{ kind: 'directory', name: basename(source) }, ...within(source, basename(source))];
  } catch (error) {
    if (error instanceof HypriotkitError) throw error;
    throw new FileUnusable(file, inWords(error as NodeJS.ErrnoException), undefined, error);
  }

  function within(folder: string, name: string): FileEntry[] {
    const children = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    return children.flatMap((child): FileEntry[] => {
      const [path, childName] = [join(folder, child.name), `${name}/${child.name}`];
      if (child.isSymbolicLink()) return [linkOf(path, childName)];
      if (!child.isDirectory()) return [entryOf(path, childName)];
      return [{ kind: 'directory', name: childName }, ...within(path, childName)];
    });
  }

  function entryOf(path: string, name: string): FileEntry {
    const stat = statSync(path);
    if (!stat.isFile()) throw new FileUnusable(file, `${name} is neither a file nor a folder`);
    // Tried, not asked: rights say little for root.
    closeSync(openSync(path, 'r'));
    return { kind: 'file', name, source: path, executable: (stat.mode & 0o111) !== 0 };
  }

  /** Both the path as it is written and what it leads to in the end have to stay in the folder. */
  function linkOf(path: string, name: string): FileEntry {
    const target = readlinkSync(path);
    const stays = !isAbsolute(target) && isWithin(source, resolve(dirname(path), target));
    if (!stays || !isWithin(realpathSync(source), realpathSync(path))) {
      const hint = 'Put a copy of what it leads to into the folder.';
      throw new FileUnusable(file, `the link ${name} leads out of the folder, to ${target}`, hint);
    }
    return { kind: 'symlink', name, target };
  }
}

/** Finds what is wrong with files before any work; two of the same name cannot lie in one folder. */
export function checkUserFiles(files: UserFile[]): void {
  for (const [index, file] of files.entries()) {
    entriesOf(file);
    const { folder, source } = file;
    const same = files.slice(0, index).find((other) => other.folder === folder && isNamesake(other.source, source));
    if (same) throw new FileUnusable(file, `${same.name} has the same name`, 'Give one of the files another name.');
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
