import { describeError, silentLogger } from '@hypriotkit/core';
import { SmallWorkspace } from '../testing/small-workspace';
import { FLASH_EXECUTOR } from './executors';
import { Repositories } from './repositories';
import { checkTasks } from './tasks';

let workspace: SmallWorkspace;
beforeEach(() => (workspace = new SmallWorkspace()));
afterEach(() => workspace.remove());

describe('what is to be set on a card', () => {
  const outcome = async (...words: string[]) => {
    workspace.projects['tea']!.targets!['flash'] = { executor: FLASH_EXECUTOR };
    const context = workspace.context({ pot: [], tea: [] });
    const task = { ...context.taskGraph!.tasks['tea:build']!, id: 'tea:flash' };
    const overrides = Object.fromEntries(words.map((word) => word.slice(2).split('=')));
    context.taskGraph!.tasks['tea:flash'] = { ...task, target: { project: 'tea', target: 'flash' }, overrides };
    return checkTasks(context, new Repositories({ log: silentLogger })).then(() => 'fine', describeError);
  };

  it.each([
    ['--hostname=black_pearl', 'The host name "black_pearl" is invalid'],
    ['--ssh-key=nowhere.pub', 'The file nowhere.pub cannot be read'],
    ['--configTxt=é', 'The line for config.txt "é" is invalid'],
    ['--public-key=nowhere.pub', 'HK_PUBLIC_KEY_INVALID'],
  ])('is refused before any work: %s', async (word, message) => {
    expect(await outcome(word)).toContain(message);
  });

  it('is no obstacle if it is right', async () => {
    expect(await outcome('--hostname=042', '--config-txt=dtparam=spi')).toBe('fine');
  });
});
