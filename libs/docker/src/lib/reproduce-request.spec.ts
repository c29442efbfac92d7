import { join } from 'node:path';
import { silentLogger } from '@hypriotkit/core';
import { SmallWorkspace } from '../testing/small-workspace';
import { REPRODUCE_EXECUTOR } from './executors';
import { Repositories } from './repositories';
import { reproduceRequest } from './reproduce-request';
import { taskSettings } from './task-settings';
import { checkTasks, thisTask } from './tasks';

let workspace: SmallWorkspace;
beforeEach(() => {
  workspace = new SmallWorkspace();
  for (const name of ['pot', 'tea']) {
    workspace.projects[name]!.targets!['reproduce'] = { executor: REPRODUCE_EXECUTOR };
  }
});
afterEach(() => workspace.remove());

/** The context of `nx run NAME:reproduce WORDS`. */
function contextOf(name: string, words: string[], configuration?: string) {
  const context = workspace.context({ [name]: words }, configuration);
  for (const task of Object.values(context.taskGraph!.tasks)) task.target.target = 'reproduce';
  return { ...context, targetName: 'reproduce' };
}

function requestOf(words: string[], configuration?: string, name = 'tea') {
  const context = contextOf(name, words, configuration);
  const repositories = new Repositories({ log: silentLogger });
  return reproduceRequest(taskSettings(thisTask({}, context), context), context, repositories);
}

it('repeats the build with its fields, those of the command line and of a named configuration', async () => {
  const build = workspace.projects['tea']!.targets!['build']!;
  build.configurations = { iced: { kind: 'ice' } };
  workspace.projects['tea']!.targets!['reproduce']!.options = { fresh: true };
  expect(await requestOf(['--strength=1.10'], 'iced')).toMatchObject({
    component: 'tea',
    fields: { strength: '1.10', kind: 'ice' },
    fresh: true,
    artifacts: [{ role: 'tea' }],
    reproduction: { reports: join(workspace.root, 'dist', 'reports', 'tea', 'reproduce') },
  });
});

it('keeps the results where it is told to, unless something else is there', async () => {
  const { reproduction } = await requestOf(['--keep=dist/both']);
  expect(reproduction.keep).toBe(join(workspace.root, 'dist', 'both'));
  workspace.write('dist/both/first/tea.txt', 'green');
  workspace.write('dist/both/second/tea.txt', 'green');
  await requestOf(['--keep=dist/both']);
  workspace.write('dist/both/mine.txt', 'mine');
  await expect(requestOf(['--keep=dist/both'])).rejects.toMatchObject({
    code: 'HK_SETTING_INVALID',
    message: expect.stringContaining('which has other files: mine.txt'),
  });
  await expect(requestOf(['--keep=dist/both/mine.txt'])).rejects.toMatchObject({ code: 'HK_SETTING_INVALID' });
});

it('refuses a component that is only its builder image', async () => {
  await expect(requestOf([], undefined, 'pot')).rejects.toMatchObject({
    code: 'HK_CONFIGURATION_INVALID',
    message: expect.stringContaining('pot makes no artifacts'),
  });
});

it('is checked before any task of its run starts', async () => {
  const context = contextOf('tea', ['--kind=GREEN']);
  await expect(checkTasks(context, new Repositories({ log: silentLogger }))).rejects.toMatchObject({
    code: 'HK_CONFIGURATION_INVALID',
    message: expect.stringContaining('expected small letters'),
  });
});
