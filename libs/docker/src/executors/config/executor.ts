import type { ExecutorContext } from '@nx/devkit';
import { originOf, shownFields } from '@hypriotkit/config';
import { VERBOSITY_VARIABLE } from '@hypriotkit/contract';
import { describeError, Masker } from '@hypriotkit/core';
import { settingsOf, type Settings } from '../../lib/settings';
import { thisTask } from '../../lib/tasks';

/** Prints the configuration that `build` would use and the source of each value. Secrets are hidden. */
export default function config(
  options: Record<string, unknown>,
  context: ExecutorContext,
): Promise<{ success: boolean }> {
  try {
    console.log(describe(settingsOf(thisTask(options, context), context, 'build')));
    return Promise.resolve({ success: true });
  } catch (error) {
    const debug = process.env[VERBOSITY_VARIABLE] === 'debug';
    const how = `${VERBOSITY_VARIABLE}=debug`;
    console.error(describeError(error, { component: context.projectName, debug, how }));
    return Promise.resolve({ success: false });
  }
}

function describe({ component, configuration, secrets }: Settings): string {
  const masker = new Masker(secrets);
  const rows = shownFields(configuration, component).map(([field, value]) => [
    `  ${field}`,
    ['', '[]'].includes(value) ? '(empty)' : masker.mask(value),
    originOf(configuration, component, field),
  ]);
  const width = (column: number) => Math.max(...rows.map((row) => row[column]!.length));
  const lines = rows.map(
    ([field, value, origin]) => `${field!.padEnd(width(0))}  ${value!.padEnd(width(1))}  ${origin}`,
  );
  return [component, ...lines].join('\n');
}
