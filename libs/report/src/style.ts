/** The style of all pages. Colours of charts are pale in light and deep in dark, so that text on them has enough contrast. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --page: #ffffff; --ink: #1b1f24; --faint: #57606a; --line: #d0d7de; --quiet: #d8dee4; --panel: #f6f8fa;
  --link: #0b57d0; --good: #116329; --bad: #a40e26; --warning: #7d4e00;
  --c1: #f2b8c6; --c2: #cfe8cf; --c3: #a9d5ab; --c4: #bcd6f5; --c5: #f6d7a7; --c6: #d9c8f0; --c7: #b7e3e0; --c8: #e6ddb5;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0d1117; --ink: #e6edf3; --faint: #9da7b1; --line: #3d444d; --quiet: #3a424c; --panel: #161b22;
    --link: #79b8ff; --good: #56d364; --bad: #ff8d85; --warning: #e3b341;
    --c1: #7d2440; --c2: #2a4a2e; --c3: #35703c; --c4: #234a78; --c5: #6b4a14; --c6: #4f3a78; --c7: #1f5a57; --c8: #5a5220;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
header, main, nav, footer { max-width: 64rem; margin: 0 auto; padding: 0 1rem; }
h1 { margin: 1.5rem 0 .25rem; font-size: 1.8rem; }
h2 { margin: 2.5rem 0 .5rem; padding-bottom: .25rem; border-bottom: 1px solid var(--line); font-size: 1.4rem; }
h3 { margin: 1.5rem 0 .5rem; font-size: 1.1rem; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -100rem; }
.skip:focus { position: static; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1rem; padding: 0; list-style: none; }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: .75rem; margin: 1rem 0; }
.facts div { padding: .75rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--panel); }
.facts dt { color: var(--faint); font-size: .85rem; }
.facts dd { margin: 0; font-size: 1.15rem; font-weight: 600; overflow-wrap: anywhere; }
.facts small { color: var(--faint); font-weight: 400; }
.good { color: var(--good); } .bad { color: var(--bad); font-weight: 600; } .warning { color: var(--warning); font-weight: 600; }
.scroll { overflow-x: auto; }
figure { margin: 1rem 0; }
figcaption { color: var(--faint); font-size: .9rem; }
.chart { display: block; width: 100%; min-width: 40rem; max-width: none; height: auto; font: 12px system-ui, sans-serif; background: none; overflow: visible; }
.key::before { content: ''; display: inline-block; width: .9em; height: .9em; margin-right: .35em; vertical-align: -.1em; border: 1px solid var(--faint); background: var(--key); }
.key { margin-right: 1em; }
table { border-collapse: collapse; margin: .5rem 0; font-size: .92rem; }
caption { padding: .25rem 0; color: var(--faint); text-align: left; }
th, td { padding: .25rem .75rem .25rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
tbody th { font-weight: 500; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td.text { overflow-wrap: anywhere; }
details { margin: .5rem 0; }
summary { cursor: pointer; padding: .15rem 0; }
pre { padding: .75rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--panel); overflow-x: auto; white-space: pre-wrap; overflow-wrap: anywhere; }
code { font: .9em ui-monospace, monospace; overflow-wrap: anywhere; }
footer { margin-top: 3rem; padding-bottom: 2rem; color: var(--faint); font-size: .9rem; }
label { display: block; margin: 1rem 0 .25rem; }
input { font: inherit; padding: .4rem .6rem; width: min(24rem, 100%); border: 1px solid var(--faint); border-radius: .4rem; background: var(--page); color: var(--ink); }
[hidden] { display: none !important; }
@media print { details > * { display: block; } nav, .skip { display: none; } }
`;
