import type { ArtifactPattern } from '@hypriotkit/artifacts';
import type { Allowance, EnvironmentValue, InputRequest } from '@hypriotkit/component';
import type { Verbosity } from '@hypriotkit/contract';

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
  privileges?: Allowance;
}

/**
 * What is laid over the options of a component when its builder was written for the contract of the official Hypriot
 * repositories.
 */
export interface OfficialContract extends Pick<ContainerOptions, 'workspace' | 'command' | 'environment' | 'cache'> {
  artifacts?: ArtifactPattern[];
  variables?: Record<string, string[]>;
  privileged?: boolean;
  hostFolders?: string[];
}
