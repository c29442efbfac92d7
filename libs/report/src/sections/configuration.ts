import { html } from '../html';
import { details, table, text } from '../table';
import type { SectionOf } from './section';

/** The fields of all components, and the layer that each value comes from. */
export const configuration: SectionOf = ({ configuration: components, project }) => ({
  id: 'configuration',
  title: 'Configuration',
  content: html`<p>
      Where each value comes from. Secrets are hidden. <code>npx nx run ${project}:config</code> prints the same. Fields
      that a build gets on its command line are not shown.
    </p>
    ${components.map(({ component, fields }) =>
      details(
        component,
        table(
          `Fields of ${component}`,
          ['Field', 'Value', 'From'].map(text),
          fields.map(({ field, value, origin }) => [field, value === '' ? '(empty)' : value, origin]),
        ),
      ),
    )}`,
});
