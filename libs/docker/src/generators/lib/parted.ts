import type { Tree } from '@nx/devkit';
import { fieldsOf, hasCredentials } from '@hypriotkit/config';
import { composedSchema, type Fields } from './configuration-entry';

/** A component's fields: those that anyone may see, and secrets. */
interface Parted {
  open: Fields;
  secret: Fields;
}

/** Separates secrets, and URLs with credentials, from a component's other fields. */
export function parted(tree: Tree, component: string, fields: Fields): Parted {
  const secrets = fieldsOf(composedSchema(tree))
    .filter((field) => field.component === component && field.secret)
    .map(({ field }) => field);
  const part = (secret: boolean) =>
    Object.fromEntries(
      Object.entries(fields).filter(([field, value]) => (secrets.includes(field) || hasCredentials(value)) === secret),
    );
  return { open: part(false), secret: part(true) };
}
