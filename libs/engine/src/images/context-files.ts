import ignore from '@balena/dockerignore';
import type { Dirent } from 'node:fs';
import { lstat, readdir, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { readRegularFile, reasonOf, shownBytes, textOfName } from '@hypriotkit/core';
import { BuildContextInvalid } from '../errors';

/** An entry of a build context. Of the file mode, only the executable flag counts, as in git. */
export type ContextEntry =
  | { kind: 'file'; path: string; executable: boolean }
  | { kind: 'directory'; path: string }
  | { kind: 'symlink'; path: string; target: string };

/**
 * Lists the files of a folder that are sent to the engine: all except those in .dockerignore. Paths are relative to the
 * folder, with slashes. They are sorted by code units, so every machine lists them in the same order.
 */
export async function contextFiles(folder: string, dockerfile = 'Dockerfile'): Promise<ContextEntry[]> {
  const wanted = await filterOf(folder, dockerfile);
  const entries: ContextEntry[] = [];
  await collect(folder, '', wanted, entries);
  if (!entries.some(({ path, kind }) => path === dockerfile && kind !== 'directory')) {
    throw new BuildContextInvalid(folder, `it has no ${dockerfile}`, 'Add one, or name the folder that contains it.');
  }
  return entries.sort((a, b) => (a.path < b.path ? -1 : 1));
}

interface Filter {
  takes(path: string): boolean;
  /** Whether an excluded folder can be skipped because nothing below it can be included. */
  prunes: boolean;
}

async function filterOf(folder: string, dockerfile: string): Promise<Filter> {
  const text = await readRegularFile(join(folder, '.dockerignore')).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw unreadable(folder, '.dockerignore', error);
  });
  const rules = rulesOf(folder, text.toString());
  // The engine needs these two. It excludes them from COPY by itself.
  const always = new Set([dockerfile, '.dockerignore']);
  return {
    takes: (path) => always.has(path) || !rules.ignores(path),
    prunes: !/^\s*!/m.test(text.toString()) && !dockerfile.includes('/'),
  };
}

/** Reads each line on its own first: a bad pattern is an error of the regular expression that it becomes. */
function rulesOf(folder: string, text: string): ReturnType<typeof ignore> {
  const lines = text.split(/\r?\n/);
  const bad = lines.findIndex((line) => !isPattern(line));
  if (bad >= 0) {
    const reason = `.dockerignore, line ${bad + 1}: ${lines[bad]} is not a pattern`;
    throw new BuildContextInvalid(folder, reason, 'Correct it; most often a bracket is not closed.');
  }
  return ignore({ ignorecase: false }).add(text);
}

function isPattern(line: string): boolean {
  try {
    ignore({ ignorecase: false }).add(line).ignores('x');
    return true;
  } catch {
    return false;
  }
}

async function collect(folder: string, below: string, filter: Filter, entries: ContextEntry[]): Promise<void> {
  const pathOf = (name: string) => (below === '' ? name : `${below}/${name}`);
  for (const child of await list(folder, below)) {
    const name = textOfName(child.name);
    const path = pathOf(name ?? child.name.toString());
    const taken = filter.takes(path);
    const entered = child.isDirectory() && (taken || !filter.prunes);
    if (name === undefined && (taken || entered)) {
      throw notUtf8(folder, `the name of ${pathOf(shownBytes(child.name))}`, 'Rename it, or name it in .dockerignore.');
    }
    if (taken) entries.push(await entryOf(folder, path, child));
    if (entered) await collect(folder, path, filter, entries);
  }
}

async function list(folder: string, below: string): Promise<Dirent<Buffer>[]> {
  return readdir(join(folder, below), { withFileTypes: true, encoding: 'buffer' }).catch((error: Error) => {
    throw unreadable(folder, below, error);
  });
}

const notUtf8 = (folder: string, what: string, hint: string): BuildContextInvalid =>
  new BuildContextInvalid(folder, `${what} is not UTF-8`, hint);

function unreadable(folder: string, path: string, error: Error): BuildContextInvalid {
  const reason = path === '' ? reasonOf(error) : `${path} cannot be read: ${reasonOf(error)}`;
  return new BuildContextInvalid(folder, reason, 'Correct it or its permissions, or name another folder.', error);
}

async function entryOf(folder: string, path: string, child: Dirent<Buffer>): Promise<ContextEntry> {
  const place = join(folder, path);
  if (child.isDirectory()) return { kind: 'directory', path };
  if (child.isSymbolicLink()) return { kind: 'symlink', path, target: await targetOf(folder, path) };
  if (child.isFile()) return { kind: 'file', path, executable: isExecutable((await lstat(place)).mode) };
  throw new BuildContextInvalid(
    folder,
    `${path} is neither a file, nor a folder, nor a link`,
    'Remove it, or name it in .dockerignore.',
  );
}

async function targetOf(folder: string, path: string): Promise<string> {
  const bytes = await readlink(join(folder, path), 'buffer');
  const target = textOfName(bytes);
  if (target !== undefined) return target;
  const hint = 'Rename its target and make the link again, or name the link in .dockerignore.';
  throw notUtf8(folder, `the target of the link ${path}, ${shownBytes(bytes)},`, hint);
}

/** Windows has no executable flag. As with the docker command, every file there is executable. */
const isExecutable = (mode: number): boolean => process.platform === 'win32' || (mode & 0o111) !== 0;
