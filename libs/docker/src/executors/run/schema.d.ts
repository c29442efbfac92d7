import type { ContainerOptions } from '../../lib/container-options';

export interface RunOptions extends ContainerOptions {
  builder: string;
  image: string;
  timeoutSeconds?: number;
}
