import { lstat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { fromSystem, readRegularFile, sha256OfText } from '@hypriotkit/core';
import { InputDamaged, InputMissing, ManifestDamaged } from './errors';
import { fileDigest } from './file-digest';
import {
  CHECKSUMS,
  checksumsText,
  checksumText,
  MANIFEST,
  readManifest,
  type Artifact,
  type Manifest,
} from './manifest';
import { baseRole } from './pattern';
import { isAbout, PROVENANCE } from './provenance';

/** Who made the artifacts in a folder. */
export interface Maker {
  component: string;
  /** The task of Nx that makes them again, such as `garage:build-root_fs`. */
  task?: string;
}

/**
 * Finds the artifact with a role in a component's folder and checks its checksum. The file may come from Nx's cache or
 * from another machine, or somebody may have changed it.
 *
 * @throws InputMissing
 * @throws InputDamaged when the file is not the one that was built
 */
export async function findArtifact(folder: string, maker: Maker, role: string): Promise<Artifact> {
  const manifest = await manifestOf(folder, maker);
  const artifact = manifest?.artifacts.find((known) => known.role === role);
  if (!artifact) throw new InputMissing(maker.component, role, folder, maker.task);
  await checkArtifact(folder, maker, artifact);
  await checkChecksums(folder, maker, manifest!);
  return artifact;
}

/**
 * Checks every artifact of a component.
 *
 * @param roles the roles that it may have left: one list for each contract of its builder
 * @throws InputDamaged
 */
export async function checkArtifacts(folder: string, maker: Maker, roles: string[][]): Promise<void> {
  const manifest = await manifestOf(folder, maker);
  if (!manifest) throw damaged(maker, `${MANIFEST} is missing`);
  const found = [...new Set(manifest.artifacts.map(({ role }) => baseRole(role)))].sort();
  if (!roles.some((ones) => isDeepStrictEqual([...ones].sort(), found))) {
    throw damaged(maker, `${MANIFEST} lists ${found.join(', ') || 'nothing'}`);
  }
  await checkFiles(folder, maker, manifest);
}

/**
 * Returns a component's manifest after checking everything that it lists.
 *
 * @throws InputMissing when there are no artifacts
 * @throws InputDamaged
 */
export async function soundManifest(folder: string, maker: Maker): Promise<Manifest> {
  const manifest = await manifestOf(folder, maker);
  if (!manifest || manifest.artifacts.length === 0)
    throw new InputMissing(maker.component, MANIFEST, folder, maker.task);
  await checkFiles(folder, maker, manifest);
  return manifest;
}

async function manifestOf(folder: string, maker: Maker): Promise<Manifest | undefined> {
  const manifest = await readManifest(folder).catch((error: unknown) => {
    throw error instanceof ManifestDamaged ? damaged(maker, error.message, error) : error;
  });
  if (manifest) checkOwner(maker, manifest);
  return manifest;
}

async function checkFiles(folder: string, maker: Maker, manifest: Manifest): Promise<void> {
  for (const artifact of manifest.artifacts) await checkArtifact(folder, maker, artifact);
  if (manifest.artifacts.length === 0) return;
  await checkChecksums(folder, maker, manifest);
  const said = await textOf(join(folder, PROVENANCE)).catch(() => '');
  const isIt = manifest.provenance === undefined || manifest.provenance === sha256OfText(said);
  if (!isIt || !isAbout(said, manifest)) throw damaged(maker, `${PROVENANCE} is missing or does not match ${MANIFEST}`);
}

async function checkChecksums(folder: string, maker: Maker, manifest: Manifest): Promise<void> {
  const said = await textOf(join(folder, CHECKSUMS)).catch(() => undefined);
  if (said !== checksumsText(manifest)) throw damaged(maker, `${CHECKSUMS} is missing or does not match ${MANIFEST}`);
}

function checkOwner(maker: Maker, manifest: Manifest): void {
  if (manifest.component === maker.component) return;
  throw damaged(maker, `${MANIFEST} belongs to ${manifest.component}`);
}

async function checkArtifact(folder: string, maker: Maker, artifact: Artifact): Promise<void> {
  const { file, size, sha256 } = artifact;
  const path = join(folder, file);
  try {
    if ((await textOf(`${path}.sha256`)) !== checksumText(artifact)) {
      throw damaged(maker, `${file}.sha256 does not match ${MANIFEST}`);
    }
    const found = await lstat(path);
    if (!found.isFile()) throw damaged(maker, `${file} is not a file`);
    if (found.size !== size) throw damaged(maker, `${file} has ${found.size} bytes, but was built with ${size}`);
    const digest = await fileDigest(path);
    if (digest === sha256) return;
    throw damaged(maker, `${file} has SHA-256 ${digest}, but was built with ${sha256}`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      throw damaged(maker, `${basename((error as NodeJS.ErrnoException).path ?? path)} is missing`);
    }
    throw fromSystem(`Reading the artifacts of ${maker.component}`, error, path);
  }
}

const textOf = async (path: string): Promise<string> => (await readRegularFile(path)).toString();

const damaged = ({ component, task }: Maker, reason: string, cause?: unknown): InputDamaged =>
  new InputDamaged(component, reason, cause, task);
