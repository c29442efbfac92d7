import type { ContainerOptions } from '../../lib/container-options';

export interface RunExecutorOptions extends ContainerOptions {
  builder: string;
  image: string;
  timeoutSeconds?: number;
  settings?: Record<string, SettingDeclaration>;
  environmentOf?: string;
  reports?: string[];
  [setting: string]: unknown;
}

/** What may be given to a target on the command line. Every value is text; empty: nothing was given. */
export interface SettingDeclaration {
  description: string;
  default?: string;
  pattern?: string;
  patternErrorMessage?: string;
  /** A path; the file is put into the container. */
  file?: boolean;
  /** The file named by `default` need not be there. */
  optional?: boolean;
  /** HOST or HOST:PORT. */
  address?: boolean;
  /** It must never be shown. */
  secret?: boolean;
}
