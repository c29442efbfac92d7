import { dirname, join } from 'node:path';
import { readJsonFile, type CreateNodes, type CreateNodesContext, type ProjectConfiguration } from '@nx/devkit';
import { BUILD_EXECUTOR } from '../lib/executors';
import { configured } from './configured';
import { inferComponent } from './infer-component';

/** Finds the components among the projects and adds what can be inferred from their project.json. */
export const createNodes: CreateNodes = [
  '**/project.json',
  (files, _, context) => {
    const configuration = configured(context.workspaceRoot);
    return files.map((file) => {
      const project = { ...read(file, context), root: dirname(file) };
      const isComponent = project.targets?.['build']?.executor === BUILD_EXECUTOR;
      const projects = isComponent ? { [project.root]: inferComponent(project, configuration, context) } : {};
      return [file, { projects }];
    });
  },
];

/** Invalid JSON counts as empty. Nx reads these files too and reports the error. */
function read(file: string, { workspaceRoot }: CreateNodesContext): Partial<ProjectConfiguration> {
  try {
    return readJsonFile<ProjectConfiguration>(join(workspaceRoot, file));
  } catch {
    return {};
  }
}
