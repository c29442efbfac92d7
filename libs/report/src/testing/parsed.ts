/** As much of a page as the tests use: the types of browsers are not among those of this workspace. */
export interface Node {
  id: string;
  tagName: string;
  textContent: string;
  hidden?: boolean;
  children: Iterable<Node>;
  querySelector(selector: string): Node | null;
  querySelectorAll(selector: string): Iterable<Node> & { length: number };
  getAttribute(name: string): string | null;
  hasAttribute(name: string): boolean;
}

/** An input, with what happens when somebody types. */
export interface Input extends Node {
  value: string;
  dispatchEvent(event: unknown): void;
}

interface Parsed {
  document: Node;
  Event: new (name: string) => unknown;
}

/** Returns a page as a browser has it. */
export async function parsed(text: string): Promise<Parsed> {
  const { parseHTML } = await import('linkedom');
  const found: unknown = parseHTML(text);
  return found as Parsed;
}
