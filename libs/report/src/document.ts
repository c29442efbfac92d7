import { createHash } from 'node:crypto';
import { html, raw, type Content } from './html';
import { STYLE } from './style';

/**
 * Returns a whole page. Its policy allows nothing from elsewhere, and no script but its own.
 *
 * @param script The page's own script, if it has one.
 */
export function documentOf(title: string, body: Content, script?: string): string {
  const scripts = script === undefined ? "'none'" : `'sha256-${createHash('sha256').update(script).digest('base64')}'`;
  const policy = `default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src ${scripts}; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>\n${
    html`<html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        <style>
          ${raw(STYLE)}
        </style>
      </head>
      <body>
        ${body} ${script !== undefined && raw(`<script>${script}</script>`)}
      </body>
    </html> `.text
  }`;
}
