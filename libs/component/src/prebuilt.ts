import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { matches, type ArtifactPattern, type OutputFolder } from '@hypriotkit/artifacts';
import { accessing } from '@hypriotkit/core';
import { checkedPatterns } from './check-request';
import { describeArtifacts } from './collect';
import { expandRequest } from './expand-request';
import type { Input } from './prepare-run';
import { prebuiltProvenance, type Made } from './provenance';
import type { BuildRequest } from './request';
import type { Tools } from './tools';
import { version } from './version';

/**
 * Takes the artifacts of a component from a folder in which the user has put them ready-made, with their `.sha256` if there are
 * any. Then nothing of the component is built, not even its builder image.
 *
 * @returns what was taken; undefined if the folder has nothing of the component
 * @throws ArtifactAmbiguous, ChecksumMismatch, FileAccessFailed
 */
export async function takePrebuilt(
  request: BuildRequest,
  inputs: Input[],
  output: OutputFolder,
  { log }: Tools,
): Promise<Made | undefined> {
  const { component, prebuilt } = request;
  if (prebuilt === undefined) return undefined;
  const names = await namesIn(prebuilt, component);
  // What only the builder image knows is whatever the file's name has there.
  const unknown = Object.fromEntries(Object.keys(request.variables ?? {}).map((name) => [name, '*']));
  const templates = request.artifacts.map((template) => ({ ...template, file: inPlaceOf(unknown, template.file) }));
  const wanted = checkedPatterns(expandRequest(request, inputs, unknown), templates);
  const isThere = (pattern: ArtifactPattern) => names.some((name) => matches(pattern, name));
  const patterns = wanted.filter(isThere);
  if (patterns.length === 0) return undefined;

  const files = names.filter((name) => patterns.some((pattern) => matches(pattern, name)));
  for (const name of names.filter((one) => files.includes(one.replace(/\.sha256$/, '')))) {
    await output.write(name, createReadStream(join(prebuilt, name)));
  }
  const artifacts = await describeArtifacts(patterns, [], output, log.masker);
  log.warn(`not built, because it is there ready-made: ${files.join(', ')}`);
  const missing = wanted.filter((pattern) => !isThere(pattern)).map(({ file }) => file);
  if (missing.length > 0) log.warn(`what needs ${missing.join(', ')} cannot be built: that is not there`);
  const manifest = { component, artifacts };
  return { manifest, provenance: prebuiltProvenance(manifest, prebuilt, version()) };
}

/** Names of the files in a folder, in order. A missing folder has none. */
async function namesIn(folder: string, component: string): Promise<string[]> {
  const entries = await accessing(`Looking for ready-made artifacts of ${component}`, folder, async () => {
    try {
      return await readdir(folder, { withFileTypes: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
  });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort();
}

/** Fills in these values alone. */
const inPlaceOf = (values: Record<string, string>, template: string): string =>
  template.replace(/\{([^{}]+)\}/g, (whole, name: string) => (Object.hasOwn(values, name) ? values[name]! : whole));
