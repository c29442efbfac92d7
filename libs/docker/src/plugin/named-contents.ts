import { parseArgs } from 'node:util';
import {
  fieldsOf,
  FileUnusable,
  userFileDigests,
  userFiles,
  type ComponentConfig,
  type Configuration,
} from '@hypriotkit/config';

/**
 * What the files hold that a component's fields name, in the configuration or on the command line; undefined where one
 * cannot be read, which the build will tell.
 *
 * It is their content that counts, and all of it is read each time, gigabytes in seconds: by size and time of modification
 * a fresh clone would be another build, and a file that was put back by its old time would be none. Whether git ignores
 * them, so that Nx does not see them, need not be known then.
 *
 * @param words what the command line says of such fields: see fileWords
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

/** Of a component's fields that name files, what a command line sets, whichever task it is meant for. */
export function fileWords({ schema }: Configuration, component: string, argv: string[]): ComponentConfig {
  const fields = fieldsOf(schema).filter((field) => field.component === component && field.files);
  const { values: words } = parseArgs({
    args: argv.filter((word) => word !== '--'),
    options: Object.fromEntries(fields.map(({ field }) => [field, { type: 'string' as const, multiple: true }])),
    strict: false,
  });
  return Object.fromEntries(
    fields.flatMap(({ field, type }) => {
      const written = words[field] as (string | boolean)[] | undefined;
      if (!written) return [];
      const texts = written.map((word) => (word === true ? '' : String(word)));
      return [[field, type === 'array' ? texts : texts.at(-1)!]];
    }),
  );
}
