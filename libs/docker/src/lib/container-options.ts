import type { ArtifactTemplate } from '@hypriotkit/artifacts';
import type { Allowance, EnvironmentValue, InputRequest, Limits } from '@hypriotkit/component';
import type { Verbosity } from '@hypriotkit/contract';
import type { SubjectOptions } from './subject';

/** Options that the executors share: how a container is run. */
export interface ContainerOptions extends SubjectOptions {
  base: { image: string } | { component: string };
  /** Folder of an image that has a base reach the network; see network.ts. Only the executor `build` has it. */
  network?: string;
  workspace?: string;
  command?: string[];
  environment?: Record<string, EnvironmentValue>;
  inputs?: InputRequest[];
  cache?: boolean;
  container?: Limits;
  deviceNodes?: boolean;
  fresh?: boolean;
  verbosity?: Verbosity;
  engine?: string;
  platform?: EnvironmentValue;
  privileges?: Allowance;
}

/** Options that override a component's own if its builder follows the contract of the official Hypriot repositories. */
export interface OfficialContract extends Pick<ContainerOptions, 'workspace' | 'command' | 'environment' | 'cache'> {
  artifacts?: ArtifactTemplate[];
  variables?: Record<string, string[]>;
  /** Regular expression. Variables that match as a whole (NAME=value) are not passed, and neither are empty ones. */
  notPassed?: string;
  privileged?: boolean;
  hostFolders?: string[];
}
