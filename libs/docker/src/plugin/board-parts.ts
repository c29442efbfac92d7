import { isDeepStrictEqual } from 'node:util';
import type { ProjectConfiguration } from '@nx/devkit';
import type { Configuration, FieldValue } from '@hypriotkit/config';
import { BoardInvalid } from '../errors';
import { foreignFields } from './foreign-fields';
import { buildOf, readComponents } from './project';

/** The components of a workspace: their projects by name. */
export type Components = Map<string, ProjectConfiguration>;

/** How a board is put together. */
export interface BoardParts {
  /** The component that is the board's result; always made for the board alone. */
  image: string;
  /** The components that are made for the board alone, each after those that it reads. */
  own: string[];
  /** The components that all boards share and that the board's own ones read. */
  shared: string[];
  /** Everything that the image is made from, itself included, each after those that it reads. */
  all: string[];
}

/**
 * Decides which components a board needs for itself: its image, whatever it changes, everything that reads such a
 * component, and everything whose build names a field that the board changes.
 *
 * @throws BoardInvalid if it is unclear which image the board means
 */
export function partsOf(board: string, configuration: Configuration, components: Components): BoardParts {
  const image = imageOf(board, configuration, components);
  const all = closure(image, components);
  const own: string[] = [];
  for (const component of all) {
    const reads = readsOf(component, components).some((name) => own.includes(name));
    const isOwn = reads || isChanged(component, configuration, components);
    if (component === image || isOwn || namesChanged(component, configuration, components)) own.push(component);
  }
  const read = own.flatMap((component) => readsOf(component, components));
  return { image, own, shared: all.filter((name) => read.includes(name) && !own.includes(name)), all };
}

/** Returns the fields of a component that a board's files set, with the last value of each. */
export function fieldsOfBoard({ layers }: Configuration, component: string): Record<string, FieldValue> {
  const own = layers.filter((layer) => layer.board !== undefined).map((layer) => layer.components[component]);
  return Object.assign({}, ...own) as Record<string, FieldValue>;
}

export const readsOf = (component: string, components: Components): string[] =>
  readComponents(component, buildOf(components.get(component)!).options).filter((name) => components.has(name));

/**
 * The image of a board is the component that no other reads and that is made from everything the board's file names.
 * If several are, it is the one that is an SD image. If the board's files are invalid, it is any: a build reports why.
 */
function imageOf(board: string, { layers }: Configuration, components: Components): string {
  const own = layers.filter((layer) => layer.board !== undefined);
  const named = own.flatMap((layer) => Object.keys((layer.own ?? layer).components));
  const read = new Set([...components.keys()].flatMap((name) => readsOf(name, components)));
  const results = [...components.keys()].filter((name) => !read.has(name));
  const fitting = results.filter((name) => named.every((one) => closure(name, components).includes(one)));
  const images = fitting.filter((name) => isImage(components.get(name)!));
  const [found, ...others] = images.length > 0 ? images : fitting;
  if (found === undefined) throw BoardInvalid.of(board, `no image is made from ${named.join(', ') || 'anything'}`);
  if (others.length > 0 && own.length > 0) throw BoardInvalid.ambiguous(board, [found, ...others].sort());
  return found;
}

const isImage = (project: ProjectConfiguration): boolean =>
  [buildOf(project).options['artifacts']]
    .flat()
    .some((one) => (one as { role?: string } | undefined)?.role === 'sd-image');

/** A component and all that it reads, directly or indirectly, each after those that it reads itself. */
function closure(component: string, components: Components, above: string[] = []): string[] {
  // A cycle, which Nx reports.
  if (above.includes(component)) return [];
  const read = readsOf(component, components).flatMap((name) => closure(name, components, [...above, component]));
  return [...new Set([...read, component])];
}

function isChanged(component: string, configuration: Configuration, components: Components): boolean {
  const before = buildOf(components.get(component)!).options;
  return fieldsChanged(component, configuration, before).length > 0;
}

/** Whether a component's build names a field of another one that the board changes. */
function namesChanged(component: string, configuration: Configuration, components: Components): boolean {
  const build = buildOf(components.get(component)!);
  return foreignFields(component, build, configuration.schema).some((foreign) =>
    fieldsChanged(foreign.component, configuration).includes(foreign.field),
  );
}

/**
 * Returns the fields of a component that a board changes. The value of an environment variable counts as changed.
 *
 * @param before What a project.json sets in place of the workspace's files.
 */
function fieldsChanged(
  component: string,
  { layers, ...configuration }: Configuration,
  before: Record<string, unknown> = {},
): string[] {
  const ofWorkspace = (field: string) =>
    field in before
      ? before[field]
      : layers.findLast((layer) => layer.board === undefined && field in (layer.components[component] ?? {}))
          ?.components[component]?.[field];
  const fromEnvironment = layers
    .filter((layer) => layer.board !== undefined)
    .flatMap((layer) => layer.fromEnvironment ?? [])
    .filter((field) => field.startsWith(`${component}.`))
    .map((field) => field.slice(component.length + 1));
  const set = Object.keys(fieldsOfBoard({ layers, ...configuration }, component));
  const value = (field: string) => configuration.components[component]?.[field];
  return [...fromEnvironment, ...set.filter((field) => !isDeepStrictEqual(value(field), ofWorkspace(field)))];
}
