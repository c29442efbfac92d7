import {
  isMap,
  isScalar,
  LineCounter,
  parseDocument,
  visit,
  type Document,
  type Node,
  type YAMLError,
  type YAMLMap,
} from 'yaml';
import { tooDeepInYaml } from '@hypriotkit/core';
import { refused, TOO_DEEP, type Finding } from './refused-nodes';

/**
 * Parses YAML as a board does. Returns the content and what it is in JavaScript, or the first thing that is wrong with it.
 *
 * cloud-init reads YAML with PyYAML, which follows version 1.1 and refuses more than the parser here does. The board would go on
 * without a file that it refuses.
 */
export function parseAsBoard(text: string): { content?: Node | null; value?: unknown; problem?: string } {
  const deep = tooDeepInYaml(text);
  if (deep !== undefined)
    return { problem: `line ${text.slice(0, deep).split('\n').length}: is not valid YAML: ${TOO_DEEP}` };
  const lines = new LineCounter();
  // The parser compares each key with all others of its mapping: a hundred thousand would take an hour.
  const options = { lineCounter: lines, prettyErrors: false, version: '1.1', uniqueKeys: false } as const;
  const document = parseDocument(text, options);
  const finding =
    first([...invalid(document), ...duplicateKeys(document)]) ??
    first([
      ...strangeCharacters(text),
      ...tabs(text, document),
      ...versions(text, document),
      ...refused(text, document),
    ]);
  if (finding) return { problem: `line ${lines.linePos(finding.at).line}: is not valid YAML: ${finding.what}` };
  // Aliases are not copied, however many there are.
  return { content: document.contents, value: document.toJS({ maxAliasCount: -1 }) };
}

/** The same of a text that has to be a mapping. */
export function mapping(text: string): { map?: YAMLMap; value?: unknown; problem?: string } {
  const { content, value, problem } = parseAsBoard(text);
  if (problem) return { problem };
  return isMap(content)
    ? { map: content, value }
    : { problem: 'expected keys with values, such as "hostname: black-pearl"' };
}

const first = (findings: Finding[]): Finding | undefined => findings.sort((one, other) => one.at - other.at)[0];

const invalid = (document: Document): Finding[] =>
  document.errors.map((error) => ({ at: error.pos[0], what: inWords(error) }));

/** The parser's messages can contain parts of the text; its codes do not: "BAD_INDENT". */
function inWords({ code, message }: YAMLError): string {
  if (code === 'RESOURCE_EXHAUSTION') return TOO_DEEP;
  // PyYAML takes both; the parser here has no option for that.
  if (/^Missing closing .quote/.test(message)) {
    return 'a quote without its end; put the quoted text on one line, or indent the lines that follow';
  }
  if (code === 'BAD_INDENT' && message.startsWith('Flow ')) {
    return 'bad indent; indent the lines that follow the opening bracket, up to the closing one';
  }
  return code.toLowerCase().replaceAll('_', ' ');
}

function strangeCharacters(text: string): Finding[] {
  const at = text.search(/[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u);
  return at === -1 ? [] : [{ at, what: 'a control character' }];
}

function duplicateKeys(document: Document): Finding[] {
  const findings: Finding[] = [];
  visit(document, {
    Map(_, { items }) {
      const known = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        if (known.has(key.value)) findings.push({ at: key.range?.[0] ?? 0, what: 'duplicate key' });
        known.add(key.value);
      }
    },
  });
  return findings;
}

/** They may stand only in quotes, in blocks of text and in comments. */
function tabs(text: string, document: Document): Finding[] {
  const parts: string[] = [];
  let end = 0;
  visit(document, {
    Scalar(_, { type, range }) {
      if (!range || type === 'PLAIN') return;
      const start = type?.startsWith('BLOCK') ? text.indexOf('\n', range[0]) : range[0];
      if (start < end || range[1] <= start) return;
      parts.push(text.slice(end, start), ' '.repeat(range[1] - start));
      end = range[1];
    },
  });
  const at = [...parts, text.slice(end)]
    .join('')
    .replace(/(?<=^|[ \t])#.*/gm, (comment) => ' '.repeat(comment.length))
    .indexOf('\t');
  return at === -1 ? [] : [{ at, what: 'a tab outside quotes; use spaces' }];
}

/** The parser here only warns of a version of YAML that PyYAML refuses. The finding is at its number. */
const versions = (text: string, { warnings }: Document): Finding[] =>
  warnings
    .filter(({ code, pos: [at] }) => code === 'BAD_DIRECTIVE' && /^(?!1\.)\d/.test(text.slice(at)))
    .map(({ pos: [at] }) => ({ at, what: 'a version of YAML other than 1; remove the line' }));
