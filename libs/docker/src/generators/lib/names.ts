import { NameInvalid } from '@hypriotkit/config';

const COMPONENT = /^[a-z][a-z0-9]*([_-][a-z0-9]+)*$/;
const LONGEST = 60;
const FOLDER = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

/** Names reserved by JavaScript, Nx or Windows, and folders that tools skip. */
const RESERVED = /^(constructor|prototype|all|node_modules|dist|tmp|con|prn|aux|nul|com[0-9]|lpt[0-9])$/i;

/** Checks a component's name: it is a folder, an Nx project, a key in configs.json and part of an image's name. */
export function checkComponentName(name: string): void {
  if (!COMPONENT.test(name)) {
    throw new NameInvalid(
      'name of a component',
      name,
      'expected words of lower-case letters and digits, joined by _ or -, starting with a letter',
    );
  }
  if (name.length > LONGEST)
    throw new NameInvalid('name of a component', name, `expected at most ${LONGEST} characters`);
  if (RESERVED.test(name)) throw new NameInvalid('name of a component', name, 'the word is reserved');
}

/** Checks that a folder is a relative path inside the workspace, such as `components` or `images/parts`. */
export function checkFolder(folder: string): void {
  const fits = folder.split('/').every((part) => FOLDER.test(part) && !RESERVED.test(part));
  if (!fits) throw new NameInvalid('folder of components', folder, 'expected a folder inside the workspace');
}
