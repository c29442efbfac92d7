import type { ExecutorContext } from '@nx/devkit';
import { originOf, shownFields } from '@hypriotkit/config';
import { VERBOSITY_VARIABLE } from '@hypriotkit/contract';
import { describeError, Masker } from '@hypriotkit/core';
import { runWide } from '../../lib/run-wide';
import { settingsOf, type Settings } from '../../lib/settings';
import type { SubjectOptions } from '../../lib/subject';
import { thisTask } from '../../lib/tasks';

interface ConfigExecutorOptions extends SubjectOptions {
  /** The components to show; by default, the project's own. */
  components?: string[];
  [field: string]: unknown;
}

/** Prints the configuration that `build` would use and the source of each value. Secrets are hidden. */
export default function config(
  { components, ...options }: ConfigExecutorOptions,
  context: ExecutorContext,
): Promise<{ success: boolean }> {
  try {
    const settings = settingsOf(thisTask(options, context), context, 'build');
    const shown = components ?? [settings.component];
    console.log(shown.map((component) => describe(settings, component)).join('\n\n'));
    return Promise.resolve({ success: true });
  } catch (error) {
    const debug = runWide('verbosity') === 'debug';
    const how = `${VERBOSITY_VARIABLE}=debug`;
    console.error(describeError(error, { component: context.projectName, debug, how }));
    return Promise.resolve({ success: false });
  }
}

function describe({ configuration, secrets }: Settings, component: string): string {
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
