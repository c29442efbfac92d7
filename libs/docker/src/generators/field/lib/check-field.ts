import type { Tree } from '@nx/devkit';
import { fieldEnvironment, fieldsOf, NameInvalid } from '@hypriotkit/config';
import { properties as buildOptions } from '../../../executors/build/schema.json';
import type { BuildExecutorOptions } from '../../../executors/build/schema';
import { isThere, projectFile } from '../../lib/component-project';
import { composedSchema } from '../../lib/configuration-entry';
import { checkVariable } from '../../lib/variables';
import type { FieldOptions } from '../schema';
import { variableOf } from './new-field';

/** Checks that a field can be added without changing anything that exists. */
export function checkField(tree: Tree, options: FieldOptions): void {
  const { component, name } = options;
  const variable = variableOf(options);
  const refuse = (what: string, text: string, expected: string): void => {
    throw new NameInvalid(what, text, expected);
  };
  if (!isThere(tree, component)) refuse('component of a field', component, 'the workspace has no such component');
  if (!/^[a-z][a-z0-9_]{0,59}$/.test(name)) {
    refuse(
      'name of a field',
      name,
      'expected lower-case letters, digits and _, starting with a letter, at most 60 characters',
    );
  }
  if (name in buildOptions) refuse('name of a field', name, 'the build has an option of that name');
  if (!/^[A-Z_][A-Z0-9_]*$/.test(variable)) {
    refuse('variable of a field', variable, 'expected capital letters, digits and _, starting with a letter or _');
  }
  checkVariable(variable);
  const wrong = options.pattern === undefined ? undefined : wrongIn(options.pattern);
  if (wrong) refuse('pattern of a field', options.pattern!, `it is no regular expression: ${wrong}`);
  const schema = composedSchema(tree);
  if (fieldsOf(schema).some((field) => field.component === component && field.field === name)) {
    refuse('name of a field', name, `${component} has a field of that name`);
  }
  const { environment } = projectFile(tree, component).targets!['build']!.options as BuildExecutorOptions;
  if (variable in { ...fieldEnvironment(schema, component), ...environment }) {
    refuse('variable of a field', variable, `the builder of ${component} has a variable of that name`);
  }
}

/** Returns what is wrong in a regular expression, as JSON Schema reads it. */
function wrongIn(pattern: string): string | undefined {
  try {
    void new RegExp(pattern, 'u');
    return undefined;
  } catch (error) {
    return (error as Error).message.split(': ').at(-1);
  }
}
