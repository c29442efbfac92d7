import { STOP_SECONDS } from '@hypriotkit/contract';
import { LABEL_STOP_SECONDS, ownerLabels } from '@hypriotkit/engine';

const PROJECT = 'hypriotkit';

/** Labels of a container of the orchestrator image, by its purpose. */
export const labelsOf = (task: string): Record<string, string> => ownerLabels({ project: PROJECT, task });

/** Labels of a container that builds and starts builders of its own. */
export const builderLabels = (): Record<string, string> => ({
  ...labelsOf('build'),
  [LABEL_STOP_SECONDS]: String(STOP_SECONDS),
});
