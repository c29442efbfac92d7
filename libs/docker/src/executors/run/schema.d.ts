import type { ContainerOptions } from '../../lib/container-options';

export interface RunExecutorOptions extends ContainerOptions {
  builder: string;
  image: string;
  timeoutSeconds?: number;
  settings?: Record<string, SettingDeclaration>;
  environmentOf?: string;
  reports?: string[];
  reuse?: boolean;
  [setting: string]: unknown;
}

/** A setting that a target accepts on the command line. Every value is text; an empty value counts as not given. */
export interface SettingDeclaration {
  description: string;
  default?: string;
  pattern?: string;
  patternErrorMessage?: string;
  /** The value is a path. The file is copied into the container. */
  file?: boolean;
  /** The file named by `default` may be missing. */
  optional?: boolean;
  /** The value is HOST or HOST:PORT. */
  address?: boolean;
  /** The value is a public key of minisign, or its file. The input with this role has to be signed with it. */
  keyOf?: string;
  /** The value must never be shown. */
  secret?: boolean;
}
