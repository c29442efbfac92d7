import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import type { ExecutorContext, ProjectConfiguration, ProjectGraph, Task } from '@nx/devkit';
import { BUILD_EXECUTOR } from '../lib/executors';

const text = { type: 'string', pattern: '^[a-z0-9./:-]+$', patternErrorMessage: 'expected small letters' };
const repo = { type: 'string' };
const revision = { type: 'string', ofRepository: true };
const component = (...fields: string[]) => ({
  type: 'object',
  additionalProperties: false,
  properties: {
    ...Object.fromEntries(['image', ...fields].map((field) => [field, text])),
    ...{ repo, branch: revision, commit: revision },
  },
});
const tea = component('kind', 'strength');
Object.assign(tea.properties, {
  leaves: { type: 'array', items: text, files: { folder: 'leaves', matching: '[.]tar$' } },
  pot: { type: 'string', files: { folder: 'pot', folders: true }, official: false },
  cups: { type: 'integer', minimum: 1 },
  sugar: { type: 'object', properties: { spoons: { type: 'integer' }, kind: text }, additionalProperties: false },
});
const schema = {
  type: 'object',
  additionalProperties: false,
  properties: { pot: component(), tea },
};
const defaults = {
  pot: { image: 'pot:latest', repo: 'components/pot/builder' },
  tea: {
    image: 'tea:latest',
    repo: 'components/tea/builder',
    kind: 'green',
    strength: '1',
    leaves: ['mint'],
    pot: '',
    cups: 1,
    sugar: {},
  },
};

/** Two components on disk: tea, and the pot that it is made in. */
export class SmallWorkspace {
  private readonly schema = { ...schema };
  private defaults: object = defaults;
  readonly root = mkdtempSync(join(tmpdir(), 'hypriotkit-workspace-'));
  readonly projects: Record<string, ProjectConfiguration> = {
    pot: this.component('pot', { base: { image: 'scratch' }, artifacts: [] }),
    tea: this.component('tea', {
      base: { component: 'pot' },
      environment: { KIND: '{kind}' },
      artifacts: [{ role: 'tea', file: 'tea-{strength}.txt' }],
    }),
  };

  constructor() {
    this.write('image/configs.schema.json', schema);
    this.write('image/configs.json', defaults);
    for (const name of ['pot', 'tea']) this.write(`components/${name}/builder/Dockerfile`, 'FROM scratch');
  }

  write(path: string, content: string | object): void {
    const file = join(this.root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  }

  /** Adds a component without fields of its own. */
  add(name: string, options: object): void {
    this.schema.properties = { ...this.schema.properties, [name]: component() };
    this.defaults = { ...this.defaults, [name]: { image: `${name}:latest`, repo: `components/${name}/builder` } };
    this.write('image/configs.schema.json', this.schema);
    this.write('image/configs.json', this.defaults);
    this.write(`components/${name}/builder/Dockerfile`, 'FROM scratch');
    this.projects[name] = this.component(name, options);
  }

  /** Adds a field to the schema of a component. */
  addField(component: string, field: string, part: object): void {
    const all = structuredClone(this.schema) as { properties: Record<string, { properties: object }> };
    Object.assign(all.properties[component]!.properties, { [field]: part });
    this.write('image/configs.schema.json', all);
  }

  /** Makes a component a fork of the pot, with nothing but its image. */
  makeFork(name: string): void {
    this.add(name, {});
    this.schema.properties = { ...this.schema.properties, [name]: { ...component(), inherits: 'pot' } as never };
    this.defaults = { ...this.defaults, [name]: { image: `${name}:latest` } };
    this.write('image/configs.schema.json', this.schema);
    this.write('image/configs.json', this.defaults);
  }

  /** Returns the paths of all files, relative to the workspace. */
  files(): string[] {
    const entries = readdirSync(this.root, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() || entry.isSymbolicLink())
      .map((entry) => relative(this.root, join(entry.parentPath, entry.name)));
  }

  /** Returns the projects as Nx knows them. */
  get nodes(): ProjectGraph['nodes'] {
    const entries = Object.entries(this.projects).map(([name, data]) => [name, { name, type: 'app', data }] as const);
    return Object.fromEntries(entries);
  }

  /** Returns what Nx passes to an executor in a run of several tasks: words of the command line by project. */
  context(tasks: Record<string, string[]>, configuration?: string): ExecutorContext {
    const all = Object.entries(tasks).map(([project, words]) => task(project, words, configuration));
    return {
      root: this.root,
      projectName: all[0]!.target.project,
      targetName: 'build',
      configurationName: configuration,
      projectsConfigurations: { version: 2, projects: this.projects },
      taskGraph: { tasks: Object.fromEntries(all.map((one) => [one.id, one])) },
    } as unknown as ExecutorContext;
  }

  remove(): void {
    rmSync(this.root, { recursive: true });
  }

  private component(name: string, options: object): ProjectConfiguration {
    return { name, root: `components/${name}`, targets: { build: { executor: BUILD_EXECUTOR, options } } };
  }
}

/** As Nx makes it: words that look like numbers have become numbers, and --no-NAME is false. */
function task(project: string, words: string[], configuration?: string): Task {
  const parsed = words.map((word) => word.slice(2).split('=') as [string, string]);
  const overrides = Object.fromEntries(
    parsed.map(([name, value]) =>
      name.startsWith('no-') ? [name.slice(3), false] : [name, value === 'false' ? false : Number(value) || value],
    ),
  );
  return {
    id: `${project}:build`,
    target: { project, target: 'build', configuration },
    overrides: { ...overrides, __overrides_unparsed__: words },
    outputs: [],
    parallelism: true,
    cache: true,
  };
}
