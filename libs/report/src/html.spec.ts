import { html, raw } from './html';

describe('html', () => {
  it('escapes text, in content and attributes', () => {
    expect(html`<a title="${'"<&\''}">${'<b>'}</a>`.text).toBe('<a title="&quot;&lt;&amp;&#39;">&lt;b&gt;</a>');
  });

  it('takes markup as it is, lists one after the other, and shows nothing for nothing', () => {
    expect(html`${[html`<i>${1}</i>`, raw('<b></b>')]}${undefined}${false}${0}`.text).toBe('<i>1</i><b></b>0');
  });
});
