import { build, type BuildOptions } from '../index';
import { STAND_IN } from './stand-in-image';
import { temporaryFolder } from './temporary-folder';

/** Creates a target folder with a configuration and returns its path. */
export function targetWith(configs: unknown): string {
  const folder = temporaryFolder();
  folder.write('configs.json', JSON.stringify(configs, null, 2));
  return folder.path;
}

/** Returns the lines that a build with the stand-in image outputs. */
export async function linesOf(options: BuildOptions): Promise<string[]> {
  const lines: string[] = [];
  await build({ image: STAND_IN, onLine: (_, line) => void lines.push(line), ...options });
  return lines;
}
