import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { configurationFiles, readSchema } from '@hypriotkit/config';
import { ROOT } from '../../release/lib/root';

type Json = Record<string, unknown>;

/** What makes a folder with components a workspace of Nx. */
export function writeWorkspace(folder: string): void {
  const { name, version, description, license } = read('package.json');
  write('package.json', { name, version, private: true, description, license });
  // The tools come as packages; as no cache of Nx outlives a container, none of its inputs needs a name. Nothing is developed or
  // released there.
  const { release, ...nx } = read('nx.json');
  write('nx.json', { ...nx, namedInputs: { tooling: [] }, plugins: ['@hypriotkit/docker'] });
  // In one piece, as the API takes it out of the image.
  write('image/configs.schema.json', readSchema(configurationFiles(ROOT)));
  // What the user mounts is data, whatever projects may be in it.
  writeFileSync(join(folder, '.nxignore'), 'artifacts/\nuser/\n');
  copyFileSync(join(ROOT, 'LICENSE'), join(folder, 'LICENSE'));

  function write(file: string, json: Json): void {
    writeFileSync(join(folder, file), `${JSON.stringify(json, null, 2)}\n`);
  }
}

const read = (file: string): Json => JSON.parse(readFileSync(join(ROOT, file), 'utf8')) as Json;
