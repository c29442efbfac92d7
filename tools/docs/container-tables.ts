import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Limits } from '@hypriotkit/component';

/** The page of the documentation with the tables of containers, relative to the workspace. */
export const CONTAINERS_PAGE = 'docs/security.md';

/** The text between these two marks is generated. */
const BEGIN = '<!-- containers: begin (written from components/*/project.json) -->';
const END = '<!-- containers: end -->';

interface Options {
  artifacts?: object[];
  builder?: string;
  cache?: boolean;
  container?: Limits;
  deviceNodes?: boolean;
  official?: { privileged?: boolean; hostFolders?: string[]; cache?: boolean };
}

interface Target {
  component: string;
  name: string;
  options: Options;
}

const EXECUTORS = ['@hypriotkit/docker:build', '@hypriotkit/docker:run'];

/** Returns the page with current tables, or undefined if it has no place for them. */
export function withContainerTables(page: string, root: string): string | undefined {
  const [before, rest] = page.split(BEGIN);
  const after = rest?.split(END)[1];
  return after === undefined ? undefined : `${before}${BEGIN}\n\n${tables(root)}\n\n${END}${after}`;
}

/** The targets that run a container: not those of a component that is only an image. */
export function targetsWithContainers(root: string): Target[] {
  const folder = join(root, 'components');
  return readdirSync(folder).flatMap((component) => {
    const file = join(folder, component, 'project.json');
    if (!existsSync(file)) return [];
    const { targets } = JSON.parse(readFileSync(file, 'utf8')) as {
      targets: Record<string, { executor: string; options: Options }>;
    };
    return Object.entries(targets)
      .filter(([, { executor, options }]) => EXECUTORS.includes(executor) && options.artifacts?.length !== 0)
      .map(([name, { options }]) => ({ component, name, options }));
  });
}

function tables(root: string): string {
  const targets = targetsWithContainers(root);
  const own = targets.map((target) => row(target, userOf(target, root)));
  const official = targets.filter(({ options }) => options.official).map(officialRow);
  return [
    '| target | capabilities | network | mounts | user |\n| --- | --- | --- | --- | --- |',
    ...own,
    '',
    'If the builder is one of the official Hypriot repositories, or a fork of one, it has what the engine gives to every container, and this:',
    '',
    '| target | privileged | folders of the host, read-only |\n| --- | --- | --- |',
    ...official,
  ].join('\n');
}

function row({ component, name, options }: Target, user: string): string {
  const { container, deviceNodes, cache } = options;
  if (!container) throw new Error(`${component}:${name} does not state what its container needs`);
  const capabilities = [...container.capabilities.map(code), ...(deviceNodes ? ['`MKNOD` (see below)'] : [])];
  const mounts = cache ? `\`/cache\`: the volume \`hypriotkit-cache-${component}\`` : 'none';
  const network = container.network ?? 'default';
  return cells(`\`${component}:${name}\``, capabilities.join(', ') || 'none', network, mounts, user);
}

function officialRow({ component, name, options: { official } }: Target): string {
  const { privileged = false, hostFolders = [] } = official!;
  const folders = hostFolders.map(code).join(', ') || 'none';
  return cells(`\`${component}:${name}\``, privileged ? 'yes' : 'no', folders);
}

/** The last user that the Dockerfile of the builder, or else of what it starts from, names. */
function userOf({ component, options }: Target, root: string): string {
  const folders = ['components/base_image/builder', options.builder ?? `components/${component}/builder`];
  const named = folders.flatMap((folder) =>
    [...readFileSync(join(root, folder, 'Dockerfile'), 'utf8').matchAll(/^USER +(\S+)/gim)].map(([, user]) => user!),
  );
  return named.at(-1) ?? 'root';
}

const code = (name: string): string => `\`${name}\``;
const cells = (...texts: string[]): string => `| ${texts.join(' | ')} |`;
