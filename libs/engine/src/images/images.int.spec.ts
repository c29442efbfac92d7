import { execFileSync } from 'node:child_process';
import { Interrupted } from '@hypriotkit/core';
import { rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Engine } from '../connection/engine';
import { dockerOf } from '../connection/engine';
import { BuildContextInvalid, ImageBuildFailed } from '../errors';
import { LABEL_DIGEST } from '../leftovers/labels';
import { collectedLog } from '../testing/collected-log';
import { IMAGE, realEngine, removeImagesWith } from '../testing/real-engine';
import { temporaryFolder } from '../testing/temporary-folder';
import { ensureBuilder } from './ensure-builder';
import { imageExists, inspectImage } from './inspect-image';
import { pullImage } from './pull-image';
import { removeImage } from './remove-image';

const TAG = `hypriotkit-test/images:${process.pid}`;
const LABEL = 'io.hypriotkit.test';
const labels = { [LABEL]: String(process.pid) };
let engine: Engine;

beforeAll(async () => {
  engine = await realEngine();
});

// Includes images that lost their tag to a newer one.
afterAll(() => removeImagesWith(engine, `${LABEL}=${process.pid}`));

function contextOf(dockerfile: string): ReturnType<typeof temporaryFolder> {
  const folder = newFolder();
  folder.write('Dockerfile', dockerfile);
  return folder;
}

// Each folder registers a hook that removes it. Hooks must be registered before the first test runs.
const folders = Array.from({ length: 30 }, () => temporaryFolder());
const newFolder = () => folders.pop()!;

describe('ensureBuilder', () => {
  it('builds once, and again only when something changed', async () => {
    const folder = contextOf(
      `ARG WORD\nFROM ${IMAGE}\nARG WORD\nRUN echo "said $WORD"\nCOPY run.sh /run.sh\nCMD ["/run.sh"]\n`,
    );
    folder.write('run.sh', '#!/bin/sh\n', 0o755);
    // A new word each time, so that the engine does not take the step from its cache.
    const WORD = `ahoy ${Date.now()}`;
    const log = collectedLog();
    const spec = {
      folder: folder.path,
      tag: TAG,
      buildArgs: { WORD },
      labels,
      log,
    };

    const first = await ensureBuilder(engine, spec);
    expect(first).toMatchObject({ built: true });
    expect(log.steps).toEqual([`Building the image ${TAG}`]);
    expect(log.details).toContain(`said ${WORD}`);
    expect(await inspectImage(engine, TAG)).toMatchObject({
      id: first.id,
      tags: [TAG],
      labels: { [LABEL_DIGEST]: first.digest, ...labels },
    });

    expect(await ensureBuilder(engine, spec)).toEqual({ ...first, built: false });
    expect((await ensureBuilder(engine, { ...spec, baseDigest: 'another' })).digest).not.toBe(first.digest);

    folder.write('run.sh', '#!/bin/sh\necho changed\n', 0o755);
    const changed = await ensureBuilder(engine, spec);
    expect(changed.built).toBe(true);
    expect(changed.digest).not.toBe(first.digest);
  });

  it.each(['echo "LABEL=root / ext4"', 'echo -n LABEL x'])(
    'builds an image again that somebody has made from it under its name: RUN %s',
    async (command) => {
      const folder = contextOf(`FROM ${IMAGE}\nRUN echo its own\n`).path;
      const own = await ensureBuilder(engine, { folder, labels, tag: TAG });
      const other = contextOf(`FROM ${TAG}\nRUN ${command}\n`).path;
      execFileSync('docker', ['build', '--quiet', '--tag', TAG, other], {
        env: { ...process.env, DOCKER_BUILDKIT: '0' },
      });
      expect(await inspectImage(engine, TAG)).toMatchObject({ labels: { [LABEL_DIGEST]: own.digest } });
      expect(await ensureBuilder(engine, { folder, labels, tag: TAG })).toEqual({ ...own, built: true });
    },
  );

  it('builds every step again where no cache is wanted', async () => {
    const folder = contextOf(`FROM ${IMAGE}\nRUN echo step one\n`).path;
    await ensureBuilder(engine, { folder, labels, tag: TAG });
    const log = collectedLog();
    expect((await ensureBuilder(engine, { folder, labels, tag: TAG, noCache: true, log })).built).toBe(true);
    expect(log.details).toContain('step one');
  });

  it('builds from the images that its names meant when it began, in arguments and in the Dockerfile', async () => {
    const made = async (name: string) => {
      const folder = contextOf(`FROM ${IMAGE}\nRUN echo ${name} > /name\n`).path;
      return ensureBuilder(engine, { folder, labels, tag: `${TAG}-${name}` });
    };
    const [tea, coffee] = [await made('tea'), await made('coffee')];
    const known = [{ name: `${TAG}-tea`, id: tea.id, digest: tea.digest }];
    // Somebody else moves the name to another image.
    tagImage(coffee.id, `${TAG}-tea`);
    for (const dockerfile of [
      `ARG BASE_IMAGE\nFROM $BASE_IMAGE\nRUN cat /name\n`,
      `FROM ${TAG}-tea\nRUN cat /name\n`,
      `FROM ${IMAGE}\nCOPY --from=${TAG}-tea /name /\nRUN cat /name\n`,
    ]) {
      const log = collectedLog();
      const spec = { folder: contextOf(dockerfile).path, labels, tag: TAG, known, log, noCache: true };
      const buildArgs: Record<string, string> = dockerfile.startsWith('ARG') ? { BASE_IMAGE: `${TAG}-tea` } : {};
      const { digest } = await ensureBuilder(engine, { ...spec, buildArgs, baseDigest: tea.digest });
      expect(log.details).toContain('tea');
      expect(log.details).not.toContain('coffee');
      const other = { known: [{ ...known[0]!, id: coffee.id, digest: coffee.digest }], baseDigest: coffee.digest };
      expect((await ensureBuilder(engine, { ...spec, buildArgs, ...other })).digest).not.toBe(digest);
      expect(log.details).toContain('coffee');
    }
    // For images that are not in `known`, the current meaning of the name counts.
    const folder = contextOf(`FROM ${TAG}-coffee\n`).path;
    const before = await ensureBuilder(engine, { folder, labels, tag: TAG });
    tagImage(tea.id, `${TAG}-coffee`);
    expect((await ensureBuilder(engine, { folder, labels, tag: TAG })).digest).not.toBe(before.digest);
  });

  it('takes no image for the one that it was made of', async () => {
    const { path: folder } = contextOf(`FROM ${IMAGE}\nRUN echo tea >/name\n`);
    const spec = { folder, labels, tag: TAG };
    const { id } = await ensureBuilder(engine, spec);
    expect(await ensureBuilder(engine, spec)).toMatchObject({ id, built: false });
    const changed = contextOf(`FROM ${TAG}\nRUN echo coffee >/name\n`).path;
    const other = await ensureBuilder(engine, { folder: changed, tag: `${TAG}-other`, labels });
    tagImage(other.id, TAG);
    expect(await ensureBuilder(engine, spec)).toMatchObject({ id, built: true });
    // As somebody who knows nothing of the labels would build it.
    execFileSync('docker', ['build', '--quiet', '--tag', TAG, '-'], {
      input: `FROM ${TAG}\nRUN echo coffee >/name\n`,
      env: { ...process.env, DOCKER_BUILDKIT: '0' },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    expect(await ensureBuilder(engine, spec)).toMatchObject({ id, built: true });
  });

  it('builds nothing of files that change on their way to the engine', async () => {
    const folder = contextOf(`FROM ${IMAGE}\nCOPY leaf /\n`);
    const leaf = folder.write('leaf', 'green\n');
    const log = { ...collectedLog(), step: () => writeFileSync(leaf, 'black\n') };
    const building = ensureBuilder(engine, { folder: folder.path, tag: `${TAG}-never`, log });
    await expect(building).rejects.toMatchObject({ code: 'HK_CONTENT_CHANGED', file: leaf });
    const vanishing = { ...log, step: () => rmSync(leaf) };
    const again = ensureBuilder(engine, { folder: folder.path, tag: `${TAG}-never`, log: vanishing });
    await expect(again).rejects.toMatchObject({ code: 'HK_CONTENT_CHANGED' });
    expect(await imageExists(engine, `${TAG}-never`)).toBe(false);
  });

  it('says which step failed, with its last lines', async () => {
    const { path: folder } = contextOf(`FROM ${IMAGE}\nRUN echo fine\nRUN echo before the end && exit 3\n`);
    const error = await ensureBuilder(engine, { folder, tag: `${TAG}-never` }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ImageBuildFailed);
    expect(error).toMatchObject({
      step: 'Step 3/4 : RUN echo before the end && exit 3',
      lastLines: expect.arrayContaining(['before the end']) as string[],
      message: expect.stringContaining('returned a non-zero code: 3') as string,
    });
    expect((error as ImageBuildFailed).lastLines).not.toContain('fine');
    expect(await imageExists(engine, `${TAG}-never`)).toBe(false);
  });

  it('says what is wrong with a Dockerfile that cannot be read', async () => {
    const building = ensureBuilder(engine, { folder: contextOf('NONSENSE\n').path, tag: `${TAG}-never` });
    await expect(building).rejects.toThrow(ImageBuildFailed);
    const none = ensureBuilder(engine, { folder: newFolder().path, tag: `${TAG}-never` });
    await expect(none).rejects.toThrow(BuildContextInvalid);
  });

  it('stops the running step when interrupted, and leaves nothing of it', async () => {
    const step = `echo ready && sleep ${process.pid}`;
    const control = new AbortController();
    const log = { ...collectedLog(), detail: (line: string) => line === 'ready' && control.abort() };
    const { path: folder } = contextOf(`FROM ${IMAGE}\nRUN ${step}\n`);
    const building = ensureBuilder(engine, { folder, tag: `${TAG}-never`, signal: control.signal, log, noCache: true });
    await expect(building).rejects.toThrow(Interrupted);
    for (let wait = 0; wait < 300 && (await containersOf(step)).length > 0; wait += 1) await sleep(100);
    expect(await containersOf(step)).toEqual([]);
  });
});

// In any state: an engine may list a container as running only after its first output.
async function containersOf(step: string): Promise<string[]> {
  const all = await dockerOf(engine).listContainers({ all: true });
  return all.filter(({ Command }) => Command.includes(step)).map(({ Status }) => Status);
}

const tagImage = (source: string, target: string) => execFileSync('docker', ['tag', source, target]);

describe('images', () => {
  it('lose their names', async () => {
    tagImage(IMAGE, `${TAG}-named`);
    expect(await imageExists(engine, `${TAG}-named`)).toBe(true);
    expect(await removeImage(engine, `${TAG}-named`)).toBe(true);
    expect(await removeImage(engine, `${TAG}-named`)).toBe(false);
  });

  it('that cannot be pulled are an error', async () => {
    // Nothing listens on that port of the engine's machine.
    await expect(pullImage(engine, 'localhost:1/nothing:here')).rejects.toMatchObject({ code: 'HK_IMAGE_PULL_FAILED' });
  });
});
