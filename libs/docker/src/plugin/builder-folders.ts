import { statSync } from 'node:fs';
import { isAbsolute, relative, resolve } from 'node:path';
import { isRepository } from '@hypriotkit/repository';
import { projectBuilders } from './project-contents';
import type { Readable } from './project';

/** Returns every folder that a target may take its builder from, relative to the workspace. */
export function builderFolders(configured: string | undefined, build: Readable, workspaceRoot: string): string[] {
  const folders = [configured, ...projectBuilders(build)]
    .filter((repo) => typeof repo === 'string')
    .filter((repo) => !isRepository(repo))
    .map((repo) => relative(workspaceRoot, resolve(workspaceRoot, repo)));
  return [...new Set(folders)].filter((folder) => !isOutside(folder));
}

/**
 * Whether Nx can hash a builder's folder. It cannot if the folder is outside the workspace or is fetched from
 * elsewhere.
 */
export function isBuilderSeen(repo: string, workspaceRoot: string): boolean {
  if (isRepository(repo)) return false;
  const folder = resolve(workspaceRoot, repo);
  const there = statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false;
  return there && !isOutside(relative(workspaceRoot, folder));
}

export const isOutside = (path: string): boolean => path.startsWith('..') || isAbsolute(path);
