import { ownerLabels, withContainer, type Container } from '@hypriotkit/engine';
import type { BuilderImage } from './builder-image';
import type { Tools } from './tools';

/** What the container would run. Docker makes none without a command, and an image may have none. */
const COMMAND = ['never-started'];

/** Looks into an image, by way of a container that is never started. */
export const inImage = <T>(
  { image, id }: Pick<BuilderImage, 'image' | 'id'>,
  { engine, signal, log }: Tools,
  look: (container: Container) => Promise<T>,
): Promise<T> => {
  const labels = ownerLabels({ project: 'hypriotkit', task: 'look' });
  return withContainer(engine, { image, imageId: id, command: COMMAND, labels, signal, log }, look);
};
