import { IN_IMAGE } from '@hypriotkit/contract';
import { boardImages, madeBy, namesOf, sharedComponents, type TaskGraph } from './task-graph';

const builds = (...projects: string[]): TaskGraph['tasks'] => ({
  tasks: Object.fromEntries(projects.map((project) => [`${project}:build`, { target: { project, target: 'build' } }])),
});
const ofBoard = (component: string) => ({
  outputs: [`{workspaceRoot}/dist/boards/garage/${component}`],
  options: { component, board: 'garage' },
});
const GRAPH: TaskGraph = {
  graph: {
    nodes: {
      garage: { data: { targets: { build: ofBoard('tea'), 'build-pot': ofBoard('pot') } } },
      leaf: {
        data: { targets: { build: { outputs: ['{workspaceRoot}/dist/artifacts/{projectName}'], options: {} } } },
      },
      attic: { data: {} },
    },
  },
  tasks: builds('garage', 'leaf', 'attic'),
};

it('the image of a board is the output of its target build', () => {
  expect([...boardImages(['garage'], GRAPH, IN_IMAGE)]).toEqual([['garage', '/opt/app/dist/boards/garage/tea']]);
  expect(() => boardImages(['attic'], GRAPH, IN_IMAGE)).toThrow('cannot build the board attic');
});

it('boards share the components whose tasks are not those of a board', () => {
  const tasks = builds('garage', 'attic', 'rpi_kernel', 'base_image');
  expect(sharedComponents(['attic', 'garage'], { ...GRAPH, tasks })).toEqual(['base_image', 'rpi_kernel']);
});

it('tasks make components, and what boards have for themselves', () => {
  const tasks = builds('garage', 'leaf', 'attic');
  tasks.tasks['garage:build-pot'] = { target: { project: 'garage', target: 'build-pot' } };
  expect(madeBy({ ...GRAPH, tasks }, IN_IMAGE)).toEqual([
    { component: 'tea', board: 'garage', folder: '/opt/app/dist/boards/garage/tea' },
    { component: 'leaf', board: undefined, folder: '/opt/app/dist/artifacts/leaf' },
    { component: 'pot', board: 'garage', folder: '/opt/app/dist/boards/garage/pot' },
  ]);
});

it('names every task, so that options reach it', () => {
  const tasks = builds('leaf', 'garage');
  tasks.tasks['garage:build-pot'] = { target: { project: 'garage', target: 'build-pot' } };
  expect(namesOf({ ...GRAPH, tasks })).toEqual({ projects: ['garage', 'leaf'], targets: ['build', 'build-pot'] });
});
