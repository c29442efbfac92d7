import { FileUnusable, userFileDigests, userFiles, type ComponentConfig, type Configuration } from '@hypriotkit/config';
import { contextDigest } from '@hypriotkit/engine';
import { isRepository } from '@hypriotkit/repository';
import { resolve } from 'node:path';
import type { Readable } from './project';

/*
 * What project.json itself names, in the options of a build and in all its named configurations. Of a file in the
 * workspace, Nx sees the content, but not whether it is executable, what is behind a link, or an empty folder. It sees
 * nothing of other files.
 */

/** Returns the builders that project.json names: folders relative to the workspace, and URLs of repositories. */
export function projectBuilders({ options, configurations }: Readable): string[] {
  const named = [options, ...Object.values(configurations)].flatMap(({ repo, network }) => [repo, network]);
  return [...new Set(named)].filter((builder): builder is string => typeof builder === 'string');
}

/**
 * Returns digests of the builders and of the user's files that project.json names. If one cannot be read, the reason
 * takes the place of its digest: only a build that uses it fails.
 */
export async function projectContents(
  component: string,
  build: Readable,
  { schema }: Pick<Configuration, 'schema'>,
  workspaceRoot: string,
  digestOf: BuilderDigests,
): Promise<unknown[]> {
  const folders = projectBuilders(build).filter((builder) => !isRepository(builder));
  const builders = folders.map(digestOf);
  const files = [build.options, ...Object.values(build.configurations)].map((options) =>
    fileDigests(userFiles(schema, component, options as ComponentConfig, workspaceRoot)),
  );
  return Promise.all([...builders, ...files]);
}

/** Returns the digest of a builder in a folder, or why it cannot be read, which its build reports. */
export type BuilderDigests = (folder: string) => Promise<string>;

/** Reads each folder once: the components of many boards have the same builders. For as long as nothing may change. */
export function builderDigests(workspaceRoot: string): BuilderDigests {
  const known = new Map<string, Promise<string>>();
  return (folder) => {
    const path = resolve(workspaceRoot, folder);
    const digest = known.get(path) ?? contextDigest(path).catch((error: Error) => error.message);
    known.set(path, digest);
    return digest;
  };
}

const fileDigests = (files: Parameters<typeof userFileDigests>[0]): Promise<unknown> =>
  userFileDigests(files).catch((error: unknown) => {
    if (error instanceof FileUnusable) return error.message;
    throw error;
  });
