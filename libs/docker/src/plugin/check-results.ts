import { join } from 'node:path';
import type { TargetConfiguration, TaskResults } from '@nx/devkit';
import { checkArtifacts, removeLeftovers } from '@hypriotkit/artifacts';
import { removeSetAside, setAsideArtifacts } from '@hypriotkit/component';
import { describeError, ofComponent } from '@hypriotkit/core';
import type { BuildExecutorOptions } from '../executors/build/schema';
import { BUILD_EXECUTOR } from '../lib/executors';
import { placesOf } from '../lib/places';
import { subjectName, subjectOf } from '../lib/subject';
import { setFormerPartsAside } from './former-parts';
import { knownGraph } from './known-graph';

const FROM_CACHE = ['local-cache', 'local-cache-kept-existing', 'remote-cache'];

/**
 * Verifies artifacts that Nx restored from its cache; otherwise nothing would read those that no component reads.
 * Damaged ones are set aside, and the run fails. So are those of an earlier build whose successor was killed: it could not
 * do that itself.
 *
 * @throws InputDamaged, ManifestDamaged
 */
export async function checkResults(workspaceRoot: string, results: TaskResults): Promise<void> {
  const { nodes } = knownGraph();
  const projects = Object.fromEntries(Object.entries(nodes).map(([name, { data }]) => [name, data]));
  const log = { warn: (text: string) => console.warn(`warning: ${text}`) };
  const damaged: unknown[] = [];
  const boards = new Set<string>();
  for (const { status, task } of Object.values(results)) {
    const { project, target } = task.target;
    const built = nodes[project]?.data.targets?.[target] as TargetConfiguration<BuildExecutorOptions> | undefined;
    if (built?.executor !== BUILD_EXECUTOR) continue;
    const subject = subjectOf(project, target, projects);
    const places = placesOf(subject, workspaceRoot);
    if (subject.board !== undefined) boards.add(subject.board);
    if (status === 'failure' && (await removeLeftovers(places.artifactsRoot, subject.component))) {
      log.warn(`the process that built ${subjectName(subject)} was killed`);
      await setAsideArtifacts(places, subject.component, log);
    }
    if (!FROM_CACHE.includes(status)) continue;
    try {
      const maker = { component: subject.component, task: `${project}:${target}` };
      await checkArtifacts(join(places.artifactsRoot, subject.component), maker, rolesOf(built));
    } catch (error) {
      await setAsideArtifacts(places, subject.component, log);
      damaged.push(ofComponent(error, subjectName(subject)));
      continue;
    }
    await removeSetAside(places, subject.component);
  }
  for (const board of boards) await setFormerPartsAside(board, projects, workspaceRoot, log);
  // Nx shows only one error.
  for (const error of damaged.slice(1)) console.error(describeError(error));
  if (damaged.length > 0) throw damaged[0];
}

/**
 * Roles of the artifacts that a component may make, under our contract and the official one, for each named
 * configuration.
 */
function rolesOf({ options, configurations = {} }: TargetConfiguration<BuildExecutorOptions>): string[][] {
  return [{}, ...Object.values<Partial<BuildExecutorOptions>>(configurations)].flatMap((named) => {
    const { artifacts = [], official } = { ...options, ...named };
    return [artifacts, official?.artifacts ?? artifacts].map((ones) => ones.map(({ role }) => role));
  });
}
