import { readFile, rm, rmdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { Readable } from 'node:stream';
import { MANIFEST, OutputFolder, printSealed } from '@hypriotkit/artifacts';
import { accessing, makeFolder, withLock } from '@hypriotkit/core';
import { NotReproducible } from '../errors';
import type { BuildRequest } from '../request';
import type { Tools } from '../tools';
import { buildTwice, type Twice } from './build-twice';
import { ensureDiffoscope, findDifferences, REPORTS, type Pair } from './diffoscope';
import { excerptOf } from './excerpt';
import { inLines } from './report';

/** Where what comes of two builds goes. */
export interface Reproduction {
  /** Absolute path of the folder for the reports, and for the results if they differ. Its previous content is removed. */
  reports: string;
  /** Absolute path of a folder to keep the results in, even equal ones. */
  keep?: string;
}

/**
 * Builds a component twice from the same inputs, the second time under other conditions, and compares what comes out. Neither
 * build uses the store or the component's cache, and both leave its artifacts alone. With `request.fresh`, the builder image is
 * built again for the second one.
 *
 * @throws NotReproducible, SecondBuildFailed
 */
export async function reproduceComponent(request: BuildRequest, where: Reproduction, tools: Tools): Promise<void> {
  const { reports, keep } = where;
  const results = keep ?? reports;
  await withLock(reports, tools, async () => {
    await accessing('Removing earlier reports', reports, () => rm(reports, { recursive: true, force: true }));
    await makeFolder(reports);
    const outputs: OutputFolder[] = [];
    const begin = async (place: string) => {
      const output = await OutputFolder.begin(join(results, place));
      outputs.push(output);
      return output;
    };
    try {
      await compare(await begin('first'), await begin('second'));
    } finally {
      for (const output of outputs) await output.discard();
      // Nothing is in it if the work was interrupted.
      await rmdir(reports).catch(() => undefined);
    }
  });

  async function compare(first: OutputFolder, second: OutputFolder): Promise<void> {
    // Before anything is built for an hour.
    const diffoscope = await ensureDiffoscope(request.builder.base, tools);
    const twice = await buildTwice(request, [first, second], diffoscope, tools);
    const { findings, manifests } = twice;
    // What has changed meanwhile may differ for that reason.
    if (!findings.equal) await tools.checkUnchanged?.();
    if (!findings.equal || keep !== undefined) {
      await first.commit(printSealed(manifests.first));
      await second.commit(printSealed(manifests.second));
    }
    const lines = inLines(findings);
    const output = await OutputFolder.within(reports, { what: 'Writing the reports' });
    try {
      if (!findings.equal) {
        tools.log.step('Finding out what differs');
        await findDifferences(pairsOf(twice, results), diffoscope, output, tools);
      }
      await output.write('reproduce.json', textOf(`${JSON.stringify(findings, null, 2)}\n`));
      await output.write('reproduce.txt', textOf(`${lines.join('\n')}\n`));
      await output.commit();
    } finally {
      await output.discard();
    }
    tools.log.show(lines);
    if (keep !== undefined) tools.log.step(`Both results are in ${relative('', keep)}`);
    if (!findings.equal) throw await notReproducible(twice);
    tools.log.done('equal: two builds of the same inputs gave the same bytes');
  }

  async function notReproducible({ findings }: Twice): Promise<NotReproducible> {
    const [text] = REPORTS as [string];
    const report = join(reports, text);
    const shown = await readFile(report, 'utf8').catch(() => '');
    tools.log.show(excerptOf(shown, relative('', report), tools.log.masker));
    const differing = findings.artifacts.filter(({ equal }) => !equal).map(({ first }) => first.file);
    return new NotReproducible(
      differing.length > 0 ? differing : [MANIFEST],
      findings.artifacts.length,
      relative('', reports),
      relative('', results),
    );
  }
}

/** What diffoscope is to compare. Notes are compared only if all else is equal: the manifest has checksums, too. */
function pairsOf({ findings }: Twice, results: string): Pair[] {
  const pathOf = (place: string, file: string) => join(results, place, file);
  const pairs = findings.artifacts
    .filter(({ first, second }) => first.sha256 !== second.sha256)
    .map(({ first, second }) => ({
      name: first.file,
      first: { path: pathOf('first', first.file), sha256: first.sha256 },
      second: { path: pathOf('second', second.file), sha256: second.sha256 },
    }));
  const [first, second] = [{ path: pathOf('first', MANIFEST) }, { path: pathOf('second', MANIFEST) }];
  return pairs.length > 0 ? pairs : [{ name: MANIFEST, first, second }];
}

const textOf = (text: string): Readable => Readable.from([text]);
