import type { ContainerOptions } from '../../lib/container-options';

export interface SignExecutorOptions extends ContainerOptions {
  builder: string;
  image: string;
  key?: string;
}
