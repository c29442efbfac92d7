/** An element, with the text that is directly in it. */
export interface Element {
  name: string;
  attributes: Record<string, string>;
  text: string;
  elements: Element[];
}

/**
 * Reads XML as programs write it: elements, attributes, text and comments. Document types, entities and CDATA are refused,
 * because files that need them are not read here.
 *
 * @returns the root element
 * @throws Error if it is something else
 */
export function readXml(text: string): Element {
  const document = opened('document');
  const open = [document];
  for (let at = 0; at < text.length;) {
    const tag = text.indexOf('<', at);
    const between = text.slice(at, tag < 0 ? undefined : tag);
    if (between.includes('&')) throw notXml();
    open.at(-1)!.text += between;
    at = tag < 0 ? text.length : behind(text, tag);
    if (tag >= 0) takeTag(text.slice(tag + 1, at - 1), open);
  }
  const [root, ...others] = document.elements;
  if (open.length > 1) throw notXml();
  if (!root || others.length > 0 || document.text.trim() !== '') throw notXml();
  return root;
}

/** Returns where a tag, a comment or a declaration ends. */
function behind(text: string, start: number): number {
  const end = text.startsWith('<!--', start) ? '-->' : '>';
  const found = text.indexOf(end, start + 1);
  if (found < 0) throw notXml();
  return found + end.length;
}

/** Opens or closes an element. */
function takeTag(tag: string, open: Element[]): void {
  if (tag.startsWith('!--') || tag.startsWith('?xml ')) return;
  if (tag.startsWith('/')) {
    if (open.length === 1 || open.pop()!.name !== tag.slice(1).trimEnd()) throw notXml();
    return;
  }
  const isEmpty = tag.endsWith('/');
  const element = opened(isEmpty ? tag.slice(0, -1) : tag);
  open.at(-1)!.elements.push(element);
  if (!isEmpty) open.push(element);
}

const notXml = () => new Error('it cannot be read as XML');

const NAME = /^[A-Za-z_][\w.-]*/;
const ATTRIBUTE = /^\s+([A-Za-z_][\w.-]*)\s*=\s*(?:"([^"&]*)"|'([^'&]*)')/;

/** @param tag what is between the angle brackets */
function opened(tag: string): Element {
  const [name] = NAME.exec(tag) ?? [];
  if (name === undefined) throw notXml();
  const attributes: Record<string, string> = {};
  let rest = tag.slice(name.length);
  for (let found; (found = ATTRIBUTE.exec(rest)); rest = rest.slice(found[0].length))
    attributes[found[1]!] = found[2] ?? found[3]!;
  if (rest.trim() !== '') throw notXml();
  return { name, attributes, text: '', elements: [] };
}
