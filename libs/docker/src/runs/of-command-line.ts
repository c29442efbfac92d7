import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import type { ProjectGraph } from '@nx/devkit';
import { BUILD_EXECUTOR, RUN_EXECUTOR } from '../lib/executors';
import { EPOCH_VARIABLE } from '../lib/source-date-epoch';

type Nodes = ProjectGraph['nodes'];

/** Whether a command line may ask for something that this plugin makes or reads. Nx tells a plugin no tasks. */
export function mayBuild(argv: string[], nodes: Nodes): boolean {
  const targets = Object.values(nodes).flatMap(({ data }) =>
    Object.entries(data.targets ?? {})
      .filter(([, { executor }]) => [BUILD_EXECUTOR, RUN_EXECUTOR].includes(executor ?? ''))
      .map(([target]) => target),
  );
  const names = new Set(['build', ...targets]);
  return argv.slice(2).some((word) => word.split(/[:,=]/).some((part) => names.has(part)));
}

/**
 * What is laid over the files of the configuration, as a digest: fields and named configurations of the command line, and
 * the time that stands for all others.
 */
export function optionsOf(argv: string[], fields: string[], env: NodeJS.ProcessEnv = process.env): string {
  const { values, positionals } = parseArgs({
    args: argv.slice(2).filter((word) => word !== '--'),
    options: {
      ...Object.fromEntries(fields.map((field) => [field, { type: 'string' as const, multiple: true }])),
      configuration: { type: 'string', short: 'c' },
    },
    strict: false,
    allowPositionals: true,
  });
  const given = [...fields, 'configuration'].sort().map((name) => [name, values[name]]);
  const named = positionals.flatMap((word) => word.split(':').slice(2));
  return createHash('sha256')
    .update(JSON.stringify([given, named, env[EPOCH_VARIABLE] ?? '']))
    .digest('hex');
}
