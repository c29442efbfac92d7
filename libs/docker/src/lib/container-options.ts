import type { EnvironmentValue, InputRequest, Verbosity } from '@hypriotkit/component';

/** What the executors have in common: how a container is run. */
export interface ContainerOptions {
  base: { image: string } | { component: string };
  workspace?: string;
  command?: string[];
  environment?: Record<string, EnvironmentValue>;
  inputs?: InputRequest[];
  cache?: boolean;
  fresh?: boolean;
  verbosity?: Verbosity;
  engine?: string;
}
