import type { ProjectConfiguration, TargetConfiguration } from '@nx/devkit';
import { createNodes } from '../plugin/create-nodes';
import { SmallWorkspace } from './small-workspace';

export type InferredProject = ProjectConfiguration & {
  targets: Record<string, TargetConfiguration<Record<string, unknown>>>;
};

/** Tea from leaves and milk, which has a target `taste`, and the boards that a test adds. */
export class BoardsWorkspace extends SmallWorkspace {
  constructor() {
    super();
    this.add('leaf', { base: { image: 'scratch' }, artifacts: [{ role: 'leaf', file: 'leaf' }] });
    this.add('milk', { base: { image: 'scratch' }, artifacts: [{ role: 'milk', file: 'milk' }] });
    const targets = this.projects['tea']!.targets!;
    Object.assign(targets['build']!.options as object, {
      inputs: [
        { component: 'leaf', role: 'leaf' },
        { component: 'milk', role: 'milk' },
      ],
    });
    targets['taste'] = {
      executor: '@hypriotkit/docker:run',
      dependsOn: ['build'],
      inputs: ['{projectRoot}/**/*'],
      options: {
        builder: '.',
        image: 'taste',
        base: { component: 'pot' },
        inputs: [{ component: 'tea', role: 'tea' }],
      },
    };
  }

  /** Writes what a board sets. */
  board(name: string, layer: object, file = 'configs.json'): void {
    this.write(`boards/${name}/${file}`, layer);
  }

  /** Returns what is inferred about all projects, by name. */
  async infer(): Promise<Record<string, InferredProject>> {
    for (const [name, project] of Object.entries(this.projects)) {
      if (name === 'garage') continue;
      this.write(`components/${name}/project.json`, project);
    }
    const files = this.files().filter((file) => /(project|boards\/\w+\/configs)\.json$/.test(file));
    const context = { workspaceRoot: this.root, nxJsonConfiguration: {} };
    const results = await createNodes[1](files, undefined, context);
    return Object.fromEntries(
      results.flatMap(([, { projects = {} }]) =>
        Object.entries(projects).map(([root, project]) => [root.split('/')[1]!, project as InferredProject]),
      ),
    );
  }
}
