import type { ArtifactPattern } from '@hypriotkit/artifacts';
import type { ContainerOptions, OfficialContract } from '../../lib/container-options';

/** Options of the executor. Any other option is a field of the component's configuration. */
export interface BuildExecutorOptions extends ContainerOptions {
  artifacts: ArtifactPattern[];
  variables?: Record<string, string[]>;
  registryCredentials?: string;
  official?: OfficialContract;
  next?: string;
  timeoutSeconds?: number;
  [field: string]: unknown;
}
