import { dirname, join } from 'node:path';
import { readJsonFile, type CreateNodes, type CreateNodesContext, type ProjectConfiguration } from '@nx/devkit';
import { BUILD_EXECUTOR } from '../lib/executors';
import { configured } from './configured';
import { inferComponent } from './infer-component';

/** Finds the components among the projects, and adds what follows from what their project.json says. */
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

/** What is no JSON is for Nx to tell, which reads all of these files too. */
function read(file: string, { workspaceRoot }: CreateNodesContext): Partial<ProjectConfiguration> {
  try {
    return readJsonFile<ProjectConfiguration>(join(workspaceRoot, file));
  } catch {
    return {};
  }
}
