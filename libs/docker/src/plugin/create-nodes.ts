import { dirname, join } from 'node:path';
import { readJsonFile, type CreateNodes, type CreateNodesContext, type ProjectConfiguration } from '@nx/devkit';
import { BUILD_EXECUTOR } from '../lib/executors';
import { configuredFolders } from './builder-folders';
import { inferComponent } from './infer-component';

/** Finds the components among the projects, and adds what follows from what their project.json says. */
export const createNodes: CreateNodes = [
  '**/project.json',
  (files, _, context) => {
    const folders = configuredFolders(context.workspaceRoot);
    return files.map((file) => {
      const project = { ...read(file, context), root: dirname(file) };
      const isComponent = project.targets?.['build']?.executor === BUILD_EXECUTOR;
      return [file, { projects: isComponent ? { [project.root]: inferComponent(project, folders, context) } : {} }];
    });
  },
];

const read = (file: string, { workspaceRoot }: CreateNodesContext) =>
  readJsonFile<ProjectConfiguration>(join(workspaceRoot, file));
