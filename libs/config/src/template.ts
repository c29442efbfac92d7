import { HypriotkitError } from '@hypriotkit/core';

/** A template that names something that is not there. */
export class TemplateInvalid extends HypriotkitError {
  readonly code = 'HK_TEMPLATE_INVALID';

  constructor(template: string, name: string, known: string[]) {
    super(`"${template}" names {${name}}, which is none of ${known.join(', ')}.`, {
      hint: "Mend the template in the component's project.json.",
    });
  }
}

/**
 * Puts values into a template: `{target}` is a value by name, `{kernel_branch|branch}` the first of them that is not
 * empty.
 */
export function expand(template: string, values: Record<string, unknown>): string {
  return template.replace(/\{([^{}]+)\}/g, (_, names: string) => {
    const found = names.split('|').map((name) => {
      if (!(name in values)) throw new TemplateInvalid(template, name, Object.keys(values));
      return String(values[name]);
    });
    return found.find((value) => value !== '') ?? '';
  });
}
