import type { ArtifactPattern } from '@hypriotkit/artifacts';
import type { UserFile } from '@hypriotkit/config';
import type { Privileges } from './privileges';

/** What a builder image starts from: an image by name, or the image of another component. */
export type Base = { image: string } | BuilderSource;

/** Where a builder image comes from. */
export interface BuilderSource {
  /** Folder with the Dockerfile, absolute. */
  folder: string;
  /** Name that the image gets. */
  image: string;
  base: Base;
  /** What the folder is a copy of, if it is one. */
  repository?: FetchedRepository;
}

/** A commit of a git repository. */
export interface FetchedRepository {
  /** Without credentials. */
  url: string;
  commit: string;
  /** Folder of the Dockerfile in it; empty: the repository itself. */
  folder: string;
}

/** An artifact of another component that a builder reads. */
export interface InputRequest {
  component: string;
  role: string;
}

/** An environment variable of a builder: a template over the fields, or a table from one field's value to another. */
export type EnvironmentValue = string | { field: string; values: Record<string, string> };

/** How one container of a component is run. All of it is data of the component's project.json and configuration. */
export interface RunRequest {
  component: string;
  builder: BuilderSource;
  /** Values that templates can name: the component's fields, and others as `component.field`. */
  fields: Record<string, unknown>;
  /** Values that must not be shown. */
  secrets: string[];
  /** Folder in the container where inputs are put and artifacts are left, absolute. */
  workspace: string;
  /** Overrides the image's command; templates are expanded. */
  command?: string[];
  environment: Record<string, EnvironmentValue>;
  inputs: InputRequest[];
  /** Files of the user's, put into the workspace. */
  files: UserFile[];
  /**
   * Values that the builder image alone knows, by name: the last line that a command prints in a container of it.
   * `command` and artifacts may name them.
   */
  variables?: Record<string, string[]>;
  /** What the builder needs beyond Docker's defaults. */
  privileges?: Privileges;
  /** Images that the builder fetches: it is given the user's credentials for their registries. */
  fetchedImages?: string[];
  /** Keep /cache of the container in a volume of the component's own. */
  cache: boolean;
  /** Folder that holds a folder of artifacts for each component, absolute. */
  artifactsRoot: string;
  /** Seconds since 1970 that stand for every time in the artifacts. */
  sourceDateEpoch: number;
  /** Use no cache of ours. */
  fresh: boolean;
}

/** Files that a container leaves in its workspace, to be kept however it ends. */
export interface Reports {
  /** Where they are put. Absolute; what was there before goes. */
  folder: string;
  /** Their names; one that is not left is none. */
  files: string[];
}

export interface BuildRequest extends RunRequest {
  /** Files that the builder has to leave. None: the component is its builder image. */
  artifacts: ArtifactPattern[];
}
