// `nx run image:context`: creates the build context of the orchestrator image in dist/image. npm packages are installed
// here, for the engine's architecture, because containers may be unable to reach the npm registry.
import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildPackage } from '../release/lib/build-package';
import { copyPreset } from '../release/lib/copy-preset';
import { ROOT } from '../release/lib/root';
import { CONTEXT, imagePackages } from './lib/content';
import { engineArchitecture } from './lib/engine-architecture';
import { installPackages } from './lib/install-packages';
import { removeUnused } from './lib/remove-unused';
import { writeWorkspace } from './lib/write-workspace';

const BASE_BUILDER = join(ROOT, 'components', 'base_image', 'builder');

void layOut();

async function layOut(): Promise<void> {
  const packages = imagePackages();
  const modules = join(CONTEXT, 'node_modules');
  const workspace = join(CONTEXT, 'workspace');
  rmSync(CONTEXT, { recursive: true, force: true });
  mkdirSync(workspace, { recursive: true });

  packages.forEach(buildPackage);
  installPackages(packages, modules, await engineArchitecture());
  removeUnused(modules);
  copyPreset(workspace);
  writeWorkspace(workspace);
  copyFileSync(join(ROOT, 'image', 'Dockerfile'), join(CONTEXT, 'Dockerfile'));
  for (const file of ['apt.conf', 'apt-image.conf', 'dpkg.cfg'])
    copyFileSync(join(BASE_BUILDER, file), join(CONTEXT, file));
}
