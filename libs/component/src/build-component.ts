import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import {
  ArtifactStore,
  CHECKSUMS,
  checksumsText,
  OutputFolder,
  printManifest,
  PROVENANCE,
  provenanceText,
  storePlace,
  type BuiltManifest,
  type MadeBy,
  type Manifest,
} from '@hypriotkit/artifacts';
import { inUnits, withLock } from '@hypriotkit/core';
import { engineInfo } from '@hypriotkit/engine';
import { ensureBuilderImage } from './builder-image';
import { collectArtifacts, describeArtifacts } from './collect';
import { takePrebuilt } from './prebuilt';
import { findInputs, prepareRun, type Input, type PreparedRun } from './prepare-run';
import { provenanceOf, type Made } from './provenance';
import type { BuildRequest } from './request';
import { runBuilder } from './run-builder';
import { buildKey } from './build-key';
import { checkedPatterns } from './check-request';
import { refuseSecretAnswers } from './secret-names';
import { placeAside, setAsideArtifacts } from './set-aside';
import type { Tools } from './tools';
import { askVariables } from './variables';
import { version } from './version';
import { whileMirrorsChange } from './while-mirrors-change';
import { withinTime } from './within-time';

/**
 * Builds one component: its builder image, and with it the artifacts in `<artifactsRoot>/<component>`. The artifacts
 * appear all together or not at all. If the store has a build with the same inputs, that is used instead. If the build
 * fails, the artifacts of an earlier build are set aside so that nobody mistakes them for new ones.
 */
export async function buildComponent(request: BuildRequest, tools: Tools): Promise<void> {
  const folder = join(request.artifactsRoot, request.component);
  await withLock(folder, tools, async () => {
    try {
      await makeComponent(request, tools);
    } catch (error) {
      await setAsideArtifacts(request, request.component, tools.log);
      throw error;
    }
    await rm(placeAside(request, request.component), { recursive: true, force: true });
  });
}

async function makeComponent(request: BuildRequest, tools: Tools): Promise<void> {
  // A store that cannot be used is named before anything is built.
  storePlace();
  const inputs = await findInputs(request, tools);
  const output = await OutputFolder.begin(join(request.artifactsRoot, request.component));
  let made: Made;
  try {
    made =
      (await takePrebuilt(request, inputs, output, tools)) ??
      (await withinTime(request.timeoutSeconds, tools, (limited) => make(request, inputs, output, limited)));
    await describe(made, output);
    await output.commit(printManifest(made.manifest));
  } finally {
    await output.discard();
  }
  if (request.next) tools.log.note(request.next);
  tools.log.done(outcome(made.manifest, request));
}

/** Writes what is beside the artifacts. The manifest does not list it. */
async function describe({ manifest, provenance }: Made, output: OutputFolder): Promise<void> {
  if (!provenance) return;
  await output.write(CHECKSUMS, Readable.from([checksumsText(manifest)]));
  await output.write(PROVENANCE, Readable.from([provenanceText(manifest, provenance)]));
}

/** Builds the builder image and, with it or from the store, the artifacts. */
async function make(request: BuildRequest, inputs: Input[], output: OutputFolder, tools: Tools): Promise<Made> {
  const builder = await ensureBuilderImage(request.builder, request.fresh, tools);
  const manifest: BuiltManifest = {
    component: request.component,
    builder: { image: builder.image, digest: builder.digest, ...origin(request) },
    artifacts: [],
  };
  const run = request.artifacts.length > 0 ? await prepared() : undefined;
  // All inputs have been read by now, some of them long after this run began.
  await tools.checkUnchanged?.();
  if (!run) return { manifest };
  const madeBy = await obtainArtifacts(run);
  const { architecture } = await engineInfo(tools.engine);
  return { manifest, provenance: provenanceOf(request, run, { builder, version: madeBy, architecture }) };

  async function prepared(): Promise<PreparedRun> {
    const answers = await askVariables(request, inputs, builder, tools);
    refuseSecretAnswers(request.artifacts, answers, tools.log.masker);
    return prepareRun(request, inputs, answers);
  }

  /** Returns the version of Hypriotkit that made the artifacts, if that is known. */
  async function obtainArtifacts(run: PreparedRun): Promise<string | undefined> {
    const patterns = checkedPatterns(run, request.artifacts);
    const store = new ArtifactStore(tools.engine, request.component, builder.id, tools.signal, storePlace());
    const key = buildKey(request, run, patterns, builder.digest);
    const restored = request.fresh ? undefined : await store.restore(key, output, tools.log, patterns);
    if (restored) {
      tools.log.step('Taken from the store: nothing that it is made from has changed');
      for (const note of restored.manifest.notes ?? []) tools.log.line(note);
    } else {
      await whileMirrorsChange(tools, () =>
        runBuilder(request, run, builder, tools, {
          collect: (container) => collectArtifacts(container, request, patterns, run.inputs, output, tools.log),
        }),
      );
    }
    manifest.artifacts = await describeArtifacts(patterns, run.inputs, output, tools.log.masker);
    const notes = tools.log.notes();
    if (notes.length > 0) manifest.notes = notes;
    if (restored) return restored.version;
    await store.save(key, output, manifest, tools.log, version());
    return version();
  }
}

/** The builder's repository and commit; empty if the builder is a folder of this machine. */
function origin({ builder: { repository } }: BuildRequest): Pick<MadeBy, 'repository' | 'commit'> {
  return repository ? { repository: repository.url, commit: repository.commit } : {};
}

function outcome({ builder, artifacts }: Manifest, { place }: BuildRequest): string {
  if (builder && artifacts.length === 0) return `builder image ${builder.image} is ready`;
  const files = artifacts.map((artifact) => `${artifact.file}, ${inUnits(artifact.size)}`).join('; ');
  return place ? `${files}; in ${place}` : files;
}
