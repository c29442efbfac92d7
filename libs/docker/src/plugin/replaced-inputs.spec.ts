import type { ProjectGraph } from '@nx/devkit';
import { describeError } from '@hypriotkit/core';
import { InputsReplaced } from '../errors';
import { BUILD_EXECUTOR } from '../lib/executors';
import { refuseReplacedInputs } from './replaced-inputs';
import { UNSEEN_VARIABLE } from '../lib/hash-variables';

const OURS = {
  executor: BUILD_EXECUTOR,
  cache: true,
  inputs: ['default', { env: UNSEEN_VARIABLE }],
  outputs: ['{workspaceRoot}/dist/artifacts/{projectName}'],
};
const nodes = (targets: Record<string, object>) =>
  ({ tea: { name: 'tea', type: 'app', data: { root: 'tea', targets } } }) as unknown as ProjectGraph['nodes'];

describe('refuseReplacedInputs', () => {
  it.each([
    ['inputs of targetDefaults', { inputs: ['production', '^production'] }],
    ['no inputs', { inputs: undefined }],
    ['other outputs', { outputs: ['{projectRoot}/dist'] }],
  ])('refuses %s', (_, changed) => {
    const refuse = () => refuseReplacedInputs(nodes({ build: { ...OURS, ...changed } }));
    expect(refuse).toThrow(InputsReplaced);
    try {
      refuse();
    } catch (error) {
      expect(describeError(error)).toContain('tea:build');
      expect(describeError(error)).toContain(`Add "${BUILD_EXECUTOR}": {} to targetDefaults in nx.json`);
    }
  });

  it.each([
    ['ours', OURS],
    ['more inputs than ours', { ...OURS, inputs: [...OURS.inputs, '{projectRoot}/more'] }],
    ['a target that is not cached', { ...OURS, cache: false, inputs: [] }],
    ["another plugin's", { executor: 'nx:noop', cache: true, inputs: [] }],
  ])('takes %s', (_, target) => {
    expect(() => refuseReplacedInputs(nodes({ build: target }))).not.toThrow();
  });
});
