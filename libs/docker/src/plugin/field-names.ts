import { ConfigurationInvalid, configurationFiles, fieldsOf, readSchema } from '@hypriotkit/config';

/** The names of all components' fields; none where the schema cannot be read, which a build will tell. */
export function fieldNames(workspaceRoot: string): string[] {
  try {
    return fieldsOf(readSchema(configurationFiles(workspaceRoot))).map(({ field }) => field);
  } catch (error) {
    if (error instanceof ConfigurationInvalid) return [];
    throw error;
  }
}
