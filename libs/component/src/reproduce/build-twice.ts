import { setTimeout as sleep } from 'node:timers/promises';
import { ArtifactsMissing, type BuiltManifest, type OutputFolder } from '@hypriotkit/artifacts';
import { mirrorTrouble, throwIfInterrupted } from '@hypriotkit/core';
import { ensureBuilderImage, type BuilderImage } from '../builder-image';
import { ContainerFailed, SecondBuildFailed } from '../errors';
import { prepareBuild, type PreparedBuild } from '../prepare-build';
import { findInputs } from '../prepare-run';
import type { BuildRequest } from '../request';
import type { Tools } from '../tools';
import { buildOnce } from './build-once';
import { compareArtifacts, haveSameNotes } from './compare';
import { otherConditions } from './conditions';
import type { Findings } from './report';

/** Two builds, and what they came to. */
export interface Twice {
  findings: Findings;
  manifests: { first: BuiltManifest; second: BuiltManifest };
}

/** A zip archive and FAT count time in twos of seconds. */
const APART_MILLISECONDS = 2000;

/** Builds a component into two folders. */
export async function buildTwice(
  request: BuildRequest,
  [one, other]: [OutputFolder, OutputFolder],
  diffoscope: BuilderImage,
  tools: Tools,
): Promise<Twice> {
  const inputs = await findInputs(request, tools);
  const firstImage = await ensureBuilderImage(request.builder, false, tools);
  const build = await prepareBuild(request, inputs, firstImage, tools);
  await tools.checkUnchanged?.();

  const firstBegan = new Date();
  const first = await inPart('first build', (part) => buildOnce(request, build, firstImage, one, part));
  await sleep(APART_MILLISECONDS, undefined, { signal: tools.signal }).catch(() => undefined);
  throwIfInterrupted(tools.signal, 'Building a second time');

  const secondImage = request.fresh ? await ensureBuilderImage(request.builder, true, tools) : firstImage;
  const again = reversed(request.fresh ? await prepareBuild(request, inputs, secondImage, tools) : build);
  const { surroundings, varied } = await otherConditions(again.run, secondImage, diffoscope, tools);
  const secondBegan = new Date();
  const second = await inPart('second build', (part) =>
    buildOnce(request, again, secondImage, other, part, surroundings),
  ).catch((error: unknown) => {
    throw isOfSecond(error) ? new SecondBuildFailed(error) : error;
  });

  const artifacts = compareArtifacts(first.artifacts, second.artifacts);
  const notesEqual = haveSameNotes(first, second);
  return {
    manifests: { first, second },
    findings: {
      component: request.component,
      equal: notesEqual && artifacts.every(({ equal }) => equal),
      artifacts,
      notesEqual,
      builderImages: { first: firstImage.id, second: secondImage.id },
      began: { first: firstBegan.toISOString(), second: secondBegan.toISOString() },
      varied,
    },
  };

  /** Each build has a log of its own: its notes become part of its result. */
  async function inPart<T>(name: string, work: (part: Tools) => Promise<T>): Promise<T> {
    const log = tools.log.part(name);
    log.step('Building without any cache');
    try {
      return await work({ ...tools, log });
    } finally {
      log.close();
    }
  }
}

/** The same build, with its inputs in the reverse order. File systems such as btrfs list files in that in which they came. */
const reversed = ({ run, patterns }: PreparedBuild): PreparedBuild => ({
  run: { ...run, inputs: [...run.inputs].reverse() },
  patterns,
});

/** Whether the builder failed by itself. */
const isOfSecond = (error: unknown): error is ContainerFailed | ArtifactsMissing =>
  error instanceof ArtifactsMissing || (error instanceof ContainerFailed && !mirrorTrouble(error.lastLines));
