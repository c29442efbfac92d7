import type { ArtifactTemplate, PublicKey } from '@hypriotkit/artifacts';
import type { UserFile } from '@hypriotkit/config';
import type { Fetched } from '@hypriotkit/config';
import type { Limits, Privileges } from './privileges';

/** What a builder image starts from: a named image, or the image of another component. */
export type Base = { image: string } | BuilderSource;

/** Where a builder image comes from. */
export interface BuilderSource {
  /** Absolute path of the folder with the Dockerfile. */
  folder: string;
  /** Name of the image to build. */
  image: string;
  base: Base;
  /** URL of the proxy through which apt reaches http archives, in this image, its containers and the images based on it. */
  aptProxy?: string;
  /** Archives in which a locked build of this image, or of one based on it, also looks: URL, suite and components, with spaces. */
  snapshot?: string[];
  /** Build arguments of its Dockerfile. */
  buildArgs?: Record<string, string>;
  /** Files for its build context that are not in the folder: absolute paths, by their paths in the context. */
  contextFiles?: Record<string, string>;
  /** The repository that the folder is a copy of, if any. */
  repository?: FetchedRepository;
}

/** A commit of a git repository. */
export interface FetchedRepository {
  /** Without credentials. */
  url: string;
  commit: string;
  /** The Dockerfile's folder in the repository. Empty: the top folder. */
  folder: string;
}

/** An artifact of another component that a builder reads. */
export interface InputRequest {
  component: string;
  role: string;
  /** The board that this component is made for. By default, the artifact is the one that all boards share. */
  board?: string;
  /** The builder does without it if the component has not made it. Builders of the official repositories do not get it. */
  optional?: boolean;
}

/** An input, and where it is. */
export interface InputSource extends InputRequest {
  /** Absolute path of the folder with the component's artifacts. */
  folder: string;
  /** The task of Nx that makes them; see Maker. */
  task?: string;
  /** The file's name, if it is known before the file is made. */
  file?: string;
}

/** Value of a builder's environment variable: a template that names fields, or a table that maps one field's values. */
export type EnvironmentValue = string | { field: string; values: Record<string, string> };

/** How to run a container of a component. All of it comes from the component's project.json and configuration. */
export interface RunRequest {
  component: string;
  builder: BuilderSource;
  /** Values for templates: the component's own fields, and other components' as `component.field`. */
  fields: Record<string, unknown>;
  /** Values that must not be shown. */
  secrets: string[];
  /** Names in `fields` of those whose values must not be shown, or contain such values. */
  secretFields: string[];
  /** Absolute path of the folder in the container for inputs and artifacts. */
  workspace: string;
  /** Overrides the image's command; templates are expanded. */
  command?: string[];
  environment: Record<string, EnvironmentValue>;
  /** Regular expression. Variables that match as a whole (NAME=value), and empty ones, are not passed: those of the Dockerfile hold. */
  notPassed?: string;
  inputs: InputSource[];
  /** Those of the inputs that have to be signed. */
  signed?: SignedInput[];
  /** User files to copy into the workspace. */
  files: UserFile[];
  /**
   * Variables that only the builder image knows: a command for each name. The last line that the command prints is the
   * value. `command` and artifacts may use them.
   */
  variables?: Record<string, string[]>;
  /** What the builder does without. Absent: it has what the engine gives to every container. */
  limits?: Limits;
  /** The builder makes device nodes, or mounts those of the container; see accessFor. */
  deviceNodes?: boolean;
  /** What the builder needs beyond Docker's defaults. */
  privileges?: Privileges;
  /** Images that the builder pulls. It gets the user's credentials for their registries. */
  fetchedImages?: string[];
  /** Keep the container's /cache in a volume of this component, or of that which `cacheName` names. */
  cache: boolean;
  cacheName?: string;
  /** Absolute path of the folder that has one folder of artifacts for each component. */
  artifactsRoot: string;
  /** Absolute path of the folder for artifacts of earlier builds, when new ones could not be made. */
  previousRoot: string;
  /** Timestamp to use for all times in the artifacts, in seconds since 1970. */
  sourceDateEpoch: number;
  /** Do not use any of our caches. */
  fresh: boolean;
  /** All that the builder may fetch, and in which versions. Absent: whatever there is. */
  lock?: Fetched | undefined;
}

/** An input that has to be signed. */
export interface SignedInput {
  role: string;
  key: PublicKey;
  /** Absolute path of the folder with the signature. */
  folder: string;
}

/** Files in the container's workspace that are kept even if the container fails. */
export interface Reports {
  /** Absolute path of the folder to put them in. Its previous content is removed. */
  folder: string;
  /** Their names. A missing file is ignored. */
  files: string[];
  /** Keep the reports of a successful run in the store, and take them from there instead of running the same again. */
  reuse?: boolean;
}

export interface BuildRequest extends RunRequest {
  /** Absolute path of a folder that may have artifacts ready-made. They are used instead of built. */
  prebuilt?: string;
  /** What the user should know before the build. */
  warnings?: string[];
  /** Files that the builder must leave. Empty if the component is its builder image. */
  artifacts: ArtifactTemplate[];
  /** How people name the folder of the artifacts. Absent if these go on to another place. */
  place?: string;
  /** Time limit in seconds, for everything from the builder image to the copy in the store. */
  timeoutSeconds?: number;
  /** What people can do with the artifacts, for their eyes. */
  next?: string;
}
