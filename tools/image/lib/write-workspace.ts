import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { configurationFiles, readSchema } from '@hypriotkit/config';
import { ROOT } from '../../release/lib/root';

type Json = Record<string, unknown>;

/** Writes the files that make a folder with components an Nx workspace. */
export function writeWorkspace(folder: string): void {
  const { name, version, description, license } = read('package.json');
  write('package.json', { name, version, private: true, description, license });
  // The tools are packages here, and Nx's cache does not outlive the container: no inputs need to be named. Nothing is
  // developed or released here.
  const { release, ...nx } = read('nx.json');
  write('nx.json', { ...nx, namedInputs: { tooling: [] }, plugins: ['@hypriotkit/docker'] });
  // The whole schema in one file, because the API reads it from the image.
  write('image/configs.schema.json', readSchema(configurationFiles(ROOT)));
  // The folders that the user mounts are data. Nx must not search them for projects.
  writeFileSync(join(folder, '.nxignore'), 'artifacts/\nuser/\n');
  copyFileSync(join(ROOT, 'LICENSE'), join(folder, 'LICENSE'));

  function write(file: string, json: Json): void {
    writeFileSync(join(folder, file), `${JSON.stringify(json, null, 2)}\n`);
  }
}

const read = (file: string): Json => JSON.parse(readFileSync(join(ROOT, file), 'utf8')) as Json;
