import { join } from 'node:path';
import { ArtifactStore, OutputFolder, printSealed, storePlace, type Manifest } from '@hypriotkit/artifacts';
import { inUnits, withLock } from '@hypriotkit/core';
import { engineInfo } from '@hypriotkit/engine';
import { collectArtifacts, describeArtifacts } from './collect';
import { takePrebuilt } from './prebuilt';
import type { Fetched } from '@hypriotkit/config';
import { fetchedIn } from './lock/in-container';
import { ensureLockedImage, toolsOf } from './lock/tools';
import { manifestOf } from './manifest-of';
import { prepareBuild, type PreparedBuild } from './prepare-build';
import { findInputs, type Input } from './prepare-run';
import { provenanceOf, type Made } from './provenance';
import type { BuildRequest } from './request';
import { runBuilder } from './run-builder';
import { buildKey } from './build-key';
import { removeSetAside, setAsideArtifacts } from './set-aside';
import type { Tools } from './tools';
import { version } from './version';
import { whileMirrorsChange } from './while-mirrors-change';
import { withinTime } from './within-time';
import { writeBeside } from './write-beside';

/** Where a component's artifacts came from: a container, the store, or a folder that had them ready-made. */
export type BuiltFrom = 'built' | 'store' | 'prebuilt';

/**
 * Builds one component: its builder image, and with it the artifacts in `<artifactsRoot>/<component>`. The artifacts
 * appear all together or not at all. If the store has a build with the same inputs, that is used instead. If the build
 * fails, the artifacts of an earlier build are set aside so that nobody mistakes them for new ones.
 */
export async function buildComponent(request: BuildRequest, tools: Tools): Promise<BuiltFrom> {
  const folder = join(request.artifactsRoot, request.component);
  return withLock(folder, tools, async () => {
    let from: BuiltFrom;
    try {
      from = await makeComponent(request, tools);
    } catch (error) {
      await setAsideArtifacts(request, request.component, tools.log);
      throw error;
    }
    await removeSetAside(request, request.component);
    return from;
  });
}

async function makeComponent(request: BuildRequest, tools: Tools): Promise<BuiltFrom> {
  // A store that cannot be used is named before anything is built.
  storePlace();
  const inputs = await findInputs(request, tools);
  const output = await OutputFolder.begin(join(request.artifactsRoot, request.component));
  let made: Outcome;
  try {
    const prebuilt = await takePrebuilt(request, inputs, output, tools);
    made = prebuilt
      ? { ...prebuilt, from: 'prebuilt' }
      : await withinTime(request.timeoutSeconds, tools, (limited) => make(request, inputs, output, limited));
    await output.commit(printSealed(await writeBeside(made, output)));
  } finally {
    await output.discard();
  }
  if (request.next) tools.log.note(request.next);
  tools.log.done(outcome(made.manifest, request));
  return made.from;
}

interface Outcome extends Made {
  from: BuiltFrom;
}

interface Obtained {
  /** The version of Hypriotkit that made the artifacts, if that is known. */
  madeBy: string | undefined;
  /** What its builder fetched, if that is known. */
  fetched: Fetched | undefined;
  from: BuiltFrom;
}

/** Builds the builder image and, with it or from the store, the artifacts. */
async function make(request: BuildRequest, inputs: Input[], output: OutputFolder, tools: Tools): Promise<Outcome> {
  const builder = await ensureLockedImage(request, tools);
  const manifest = manifestOf(request, builder);
  const build = request.artifacts.length > 0 ? await prepareBuild(request, inputs, builder, tools) : undefined;
  // All inputs have been read by now, some of them long after this run began.
  await tools.checkUnchanged?.();
  if (!build) return { manifest, from: 'built' };
  const { madeBy, fetched, from } = await obtainArtifacts(build);
  const { architecture } = await engineInfo(tools.engine);
  const provenance = provenanceOf(request, build.run, { builder, version: madeBy, architecture });
  return { manifest, provenance, fetched, from };

  async function obtainArtifacts({ run, patterns }: PreparedBuild): Promise<Obtained> {
    const store = new ArtifactStore(tools.engine, request.component, builder.id, tools.signal, storePlace());
    const key = buildKey(request, run, patterns, builder.digest);
    const restored = request.fresh ? undefined : await store.restore(key, output, tools.log, patterns);
    let fetched = restored?.manifest.fetched as Fetched | undefined;
    if (restored) {
      tools.log.step('Taken from the store: nothing that it is made from has changed');
      for (const note of restored.manifest.notes ?? []) tools.log.line(note);
    } else {
      const installed = await toolsOf(builder, tools);
      await whileMirrorsChange(tools, () =>
        runBuilder(request, run, builder, tools, {
          collect: async (container) => {
            await collectArtifacts(container, request, patterns, run.inputs, output, tools.log);
            fetched = await fetchedIn(container, builder, installed);
          },
        }),
      );
    }
    manifest.artifacts = await describeArtifacts(patterns, run.inputs, output, tools.log.masker);
    const notes = tools.log.notes();
    if (notes.length > 0) manifest.notes = notes;
    if (restored) return { madeBy: restored.version, fetched, from: 'store' };
    await store.save(key, output, { ...manifest, ...(fetched && { fetched }) }, tools.log, version());
    return { madeBy: version(), fetched, from: 'built' };
  }
}

function outcome({ builder, artifacts }: Manifest, { place }: BuildRequest): string {
  if (builder && artifacts.length === 0) return `builder image ${builder.image} is ready`;
  const files = artifacts.map((artifact) => `${artifact.file}, ${inUnits(artifact.size)}`).join('; ');
  return place ? `${files}; in ${place}` : files;
}
