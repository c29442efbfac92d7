import { statSync } from 'node:fs';
import { isAbsolute, relative, resolve } from 'node:path';
import type { TargetConfiguration } from '@nx/devkit';
import { ConfigurationInvalid, loadConfiguration } from '@hypriotkit/config';
import { isRepository } from '@hypriotkit/repository';

/** `repo` of every component, as the files say; nothing where they are not valid, which a build will tell. */
export function configuredFolders(workspaceRoot: string): Record<string, string> {
  try {
    const { components } = loadConfiguration(workspaceRoot);
    return Object.fromEntries(Object.entries(components).map(([component, { repo }]) => [component, String(repo)]));
  } catch (error) {
    if (error instanceof ConfigurationInvalid) return {};
    throw error;
  }
}

/** Every folder of the workspace that a target may take its builder from, relative to the workspace. */
export function builderFolders(
  configured: string | undefined,
  { options, configurations = {} }: TargetConfiguration,
  workspaceRoot: string,
): string[] {
  const folders = [configured, repoOf(options), ...Object.values(configurations).map(repoOf)]
    .filter((repo) => repo !== undefined)
    .filter((repo) => !isRepository(repo))
    .map((repo) => relative(workspaceRoot, resolve(workspaceRoot, repo)));
  return [...new Set(folders)].filter((folder) => !isOutside(folder));
}

const repoOf = (options: unknown): string | undefined => (options as { repo?: string } | undefined)?.repo;

/** Whether Nx sees what is in a folder; it sees nothing outside of the workspace, nor what is fetched from elsewhere. */
export function isSeen(repo: string, workspaceRoot: string): boolean {
  if (isRepository(repo)) return false;
  const folder = resolve(workspaceRoot, repo);
  const there = statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false;
  return there && !isOutside(relative(workspaceRoot, folder));
}

const isOutside = (path: string): boolean => path.startsWith('..') || isAbsolute(path);
