import { basename, dirname } from 'node:path';
import type { CreateNodes, CreateNodesContext, CreateNodesResult } from '@nx/devkit';
import { BOARD_FILE, BOARDS_FOLDER, checkBoardName, type Configuration } from '@hypriotkit/config';
import { explaining } from '../lib/explaining';
import type { Components } from './board-parts';
import { configured, configuredFor } from './configured';
import { inferBoard } from './infer-board';
import { inferComponent } from './infer-component';
import { isComponent, nameOf } from './project';
import { readProject } from './read-project';

type Result = [file: string, result: CreateNodesResult];

/** Finds the components among the projects, and the boards, and adds what can be inferred about them. */
export const createNodes: CreateNodes = [
  `{**/project.json,${BOARDS_FOLDER}/*/${BOARD_FILE}}`,
  (files, _, context) =>
    explaining(() => {
      const configuration = configured(context.workspaceRoot);
      const [projectFiles, boardFiles] = [files.filter(isProjectFile), files.filter((file) => !isProjectFile(file))];
      const projects = projectFiles.map((file) => ({ file, project: readProject(file, context.workspaceRoot) }));
      const components: Components = new Map(
        projects.flatMap(({ project }) => (isComponent(project) ? [[nameOf(project), project]] : [])),
      );
      const existing = new Set([...components.keys(), ...boardFiles.map(boardOf)]);
      const inferred = projects.map(({ file, project }): Result => {
        const added = isComponent(project) && {
          [project.root]: inferComponent(project, existing, configuration, context),
        };
        return [file, { projects: added || {} }];
      });
      const boards = boardFiles.map((file): Result => {
        const others = projects.filter(({ project }) => project.root !== dirname(file));
        const board = checkBoardName(
          boardOf(file),
          others.map(({ project }) => nameOf(project)),
        );
        return [file, { projects: { [dirname(file)]: boardProject(board, components, configuration, context) } }];
      });
      return [...inferred, ...boards];
    }),
];

const boardProject = (
  board: string,
  components: Components,
  configuration: Configuration | undefined,
  context: CreateNodesContext,
) => inferBoard(board, configuredFor(board, configuration, context.workspaceRoot), components, context);

const boardOf = (file: string): string => basename(dirname(file));

const isProjectFile = (file: string): boolean => basename(file) === 'project.json';
