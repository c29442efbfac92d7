import {
  isAlias,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  visit,
  type Alias,
  type Document,
  type Node,
  type Pair,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';

/** What is wrong in a text, and where: an offset from 0. It contains no part of the text, which may hold passwords. */
export type Finding = { at: number; what: string };

export const TOO_DEEP = 'it is nested too deeply';
/** Python's stack has room for some 500 of PyYAML's levels. */
const MOST_LEVELS = 200;
/** The parser here looks for the anchor of each in all of the text before it. */
const MOST_ALIASES = 1000;

/** What the parser here takes, and PyYAML makes nothing of. */
export function refused(text: string, document: Document): Finding[] {
  const findings: Finding[] = [];
  const anchors = new Set<string>();
  const many = tooManyAliases(document);
  if (many) return [many];
  visit(document, (key, node, path) => {
    if (isPair(node)) {
      add(node.key as Node, problemOfPair(node, text, document));
    } else if (isAlias(node)) {
      add(node, problemOfAlias(node, path, document));
    } else if (isNode(node)) {
      if (isScalar(node) || isCollection(node)) add(node, problemOfAnchor(node, anchors) ?? problemOfTag(node));
      if (isScalar(node) && isResolved(node)) add(node, problemOfPlain(node.source ?? '', key));
      if (isScalar(node) && node.type === 'PLAIN' && path.some(isFlow)) add(node, problemInFlow(node));
      if (path.filter(isCollection).length > MOST_LEVELS) add(node, TOO_DEEP);
    }
  });
  return findings;

  function add(node: Node, what: string | undefined): void {
    if (what) findings.push({ at: node.range?.[0] ?? 0, what });
  }
}

function tooManyAliases(document: Document): Finding | undefined {
  let count = 0;
  let finding: Finding | undefined;
  visit(document, {
    Alias(_, node) {
      if ((count += 1) <= MOST_ALIASES) return undefined;
      finding = { at: node.range?.[0] ?? 0, what: `more than ${MOST_ALIASES} aliases` };
      return visit.BREAK;
    },
  });
  return finding;
}

const sourceOf = ({ range }: Scalar, text: string): string => (range ? text.slice(range[0], range[1]) : '');

/** PyYAML looks into the text for what it means; with the tag `!`, even if it is quoted. */
const isResolved = ({ type, tag }: Scalar): boolean => (type === 'PLAIN' && !tag) || tag === '!';

const isFlow = (node: unknown): boolean => isCollection(node) && node.flow === true;

const problemInFlow = ({ source = '' }: Scalar): string | undefined =>
  source.startsWith(':') ? 'text that begins with : within brackets; put it into quotes' : undefined;

const MERGE = '<<';

function problemOfPair({ key, value }: Pair, text: string, document: Document): string | undefined {
  if (isCollection(isAlias(key) ? key.resolve(document) : key)) {
    return 'a list or mapping in place of a key; put what begins with { or [ into quotes';
  }
  // The parser here also merges what `!!str <<` names.
  if (!isScalar(key) || (key.type !== 'PLAIN' && !isResolved(key))) return undefined;
  if (sourceOf(key, text) === '') return 'a value without a key';
  if (key.source !== MERGE) return undefined;
  const merged = resolved(value, document);
  const maps = isSeq(merged) ? merged.items.map((item) => resolved(item, document)) : [merged];
  return maps.every(isMap) ? undefined : `${MERGE} takes a mapping`;
}

const resolved = (node: unknown, document: Document): unknown => (isAlias(node) ? node.resolve(document) : node);

function problemOfAlias(node: Alias, path: readonly unknown[], document: Document): string | undefined {
  const target = node.resolve(document);
  if (!target) return 'an alias of no anchor; put what begins with * into quotes';
  return path.includes(target) ? 'it contains itself' : undefined;
}

function problemOfAnchor({ anchor }: Scalar | YAMLMap | YAMLSeq, known: Set<string>): string | undefined {
  if (anchor === undefined) return undefined;
  if (!/^[\w-]+$/.test(anchor)) return 'the name of an anchor; put what begins with & into quotes';
  return known.size === known.add(anchor).size ? 'the same anchor twice' : undefined;
}

/** Other tags of YAML, such as `!!int`, need a text that PyYAML can convert, and are of no use. */
function problemOfTag(node: Scalar | YAMLMap | YAMLSeq): string | undefined {
  const { tag = '!' } = node;
  return FITTING.get(tag.replace(/^tag:yaml\.org,2002:/, ''))?.(node)
    ? undefined
    : 'a tag that does not fit; remove it, or put what begins with ! into quotes';
}

const FITTING = new Map<string, (node: Node) => boolean>([
  ['!', () => true],
  ['str', isScalar],
  ['null', isScalar],
  ['binary', (node) => isScalar(node) && isBase64(node.source ?? '')],
  ['seq', isSeq],
  ['map', isMap],
]);

const isBase64 = (text: string): boolean => /^([a-z0-9+/]{4})*([a-z0-9+/]{2,3}=+)?$/i.test(text.replace(/\s/g, ''));

/** PyYAML takes these for a value, a merge, a number without digits, or a date. */
function problemOfPlain(source: string, key: unknown): string | undefined {
  if ([MERGE, '='].includes(source) && key !== 'key') return `${source} alone; put it into quotes`;
  if (/^[-+]?0[bx]_+$/.test(source)) return 'a number without digits; put it into quotes';
  const [, ...parts] = DATE.exec(source) ?? TIME.exec(source) ?? [];
  return parts.length > 0 && !isMoment(parts.map((part = '0') => Number(part)))
    ? 'an invalid date or time; put it into quotes'
    : undefined;
}

const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;
const TIME =
  /^(\d{4})-(\d\d?)-(\d\d?)(?:[Tt]|[ \t]+)(\d\d?):(\d\d):(\d\d)(?:\.\d*)?(?:[ \t]*(?:Z|[-+](\d\d?)(?::(\d\d))?))?$/;

/** The last two are the offset from UTC, which Python limits to less than a day. */
function isMoment([year, month, day, hour = 0, minute = 0, second = 0, hours = 0, minutes = 0]: number[]): boolean {
  return isDate(year!, month!, day!) && hour < 24 && minute < 60 && second < 60 && hours * 60 + minutes < 24 * 60;
}

/** Of Python's: from the year 1 on. */
function isDate(year: number, month: number, day: number): boolean {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return year > 0 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
