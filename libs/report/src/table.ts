import { html, type Content, type Html } from './html';

/** Alignment of numbers. */
export interface Column {
  title: string;
  isNumber?: boolean;
}

/**
 * Returns a table. The first cell of each row is its heading. A table that is wider than the window can be scrolled, by
 * keyboard too.
 */
export function table(caption: string, columns: Column[], rows: Content[][]): Html {
  const cell = (content: Content, index: number) => {
    const kind = columns[index]?.isNumber ? 'number' : 'text';
    return index === 0
      ? html`<th scope="row" class="${kind}">${content}</th>`
      : html`<td class="${kind}">${content}</td>`;
  };
  const heading = ({ title, isNumber }: Column) =>
    html`<th scope="col" class="${isNumber ? 'number' : 'text'}">${title}</th>`;
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${columns.map(heading)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              ${row.map(cell)}
            </tr> `,
        )}
      </tbody>
    </table>
  </div>`;
}

/** Something that opens, without a script. */
export const details = (summary: Content, content: Content, isOpen = false): Html =>
  isOpen
    ? html`<details open>
        <summary>${summary}</summary>
        ${content}
      </details>`
    : html`<details>
        <summary>${summary}</summary>
        ${content}
      </details>`;

/** A picture with its caption. What the numbers are is in the table that follows. */
export const figure = (caption: Content, picture: Content): Html =>
  html`<figure>
    <div class="scroll" role="group" aria-label="Chart" tabindex="0">${picture}</div>
    <figcaption>${caption}</figcaption>
  </figure>`;

export const number = (title: string): Column => ({ title, isNumber: true });
export const text = (title: string): Column => ({ title });
