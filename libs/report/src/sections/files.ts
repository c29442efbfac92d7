import { bytes } from '../format';
import { html } from '../html';
import { number, table, text } from '../table';
import type { SectionOf } from './section';

/** The files with their checksums, and how to write the image to a card. */
export const files: SectionOf = ({ artifacts, folder, project, notes }) => ({
  id: 'files',
  title: 'Files',
  content: html`${table(
      `Files in ${folder}`,
      [text('File'), text('Role'), number('Size'), text('SHA-256')],
      artifacts.map(({ file, role, size, sha256 }) => [file, role, bytes(size), html`<code>${sha256}</code>`]),
    )}
    ${
      notes.length > 0 &&
      html`<h3>Notes of the build</h3>
        <ul>
          ${notes.map((note) => html`<li>${note}</li>`)}
        </ul>`
    }
    <h3>Check the files</h3>
    <pre><code>cd ${folder} &amp;&amp; sha256sum --check SHA256SUMS</code></pre>
    <h3>Write the image to a card</h3>
    <pre><code>npx nx run ${project}:flash                      # lists the cards and USB disks
npx nx run ${project}:flash --device=/dev/sdb    # everything on it is lost</code></pre>`,
});
