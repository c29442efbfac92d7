import { parseArgs } from 'node:util';
import {
  fieldsOf,
  FileUnusable,
  isTooDeep,
  userFileDigests,
  userFiles,
  type ComponentConfig,
  type Configuration,
  type FieldValue,
} from '@hypriotkit/config';

/**
 * Returns the contents of the files that a component's fields name, in the configuration or on the command line.
 * Returns undefined if one cannot be read; the build reports why.
 *
 * All content is read on every run; gigabytes take seconds. Size and modification time are not enough: a fresh clone
 * would count as changed, and a replaced file with its old time would not. Reading everything also covers files that
 * git ignores, which Nx does not see.
 *
 * @param words Values of such fields on the command line: see fileWords.
 */
export async function namedContents(
  { schema, components }: Configuration,
  component: string,
  words: ComponentConfig,
  workspaceRoot: string,
): Promise<unknown> {
  try {
    return await userFileDigests(userFiles(schema, component, { ...components[component], ...words }, workspaceRoot));
  } catch (error) {
    if (error instanceof FileUnusable) return undefined;
    throw error;
  }
}

/**
 * Returns the values that a command line gives to a component's fields that name files, whichever task they are for.
 */
export function fileWords({ schema }: Configuration, component: string, argv: string[]): ComponentConfig {
  const fields = fieldsOf(schema).filter((field) => field.component === component && field.namesFiles);
  const { values: words } = parseArgs({
    args: argv.filter((word) => word !== '--'),
    options: Object.fromEntries(fields.map(({ field }) => [field, { type: 'string' as const, multiple: true }])),
    strict: false,
  });
  return Object.fromEntries(
    fields.flatMap(({ field, type, isStructured }) => {
      const written = words[field] as (string | boolean)[] | undefined;
      if (!written) return [];
      const texts = written.map((word) => (word === true ? '' : String(word)));
      if (isStructured) return [[field, parsed(texts.at(-1)!)]];
      return [[field, type === 'array' ? texts : texts.at(-1)!]];
    }),
  );
}

/** Parses JSON. Text that is not JSON, or nested too deeply, counts as empty; the build reports it. */
function parsed(text: string): FieldValue {
  try {
    const value = JSON.parse(text) as FieldValue;
    return isTooDeep(value) ? '' : value;
  } catch {
    return '';
  }
}
