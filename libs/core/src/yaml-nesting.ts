import { Lexer, Parser } from 'yaml';

/**
 * Levels of YAML. Node.js aborts, and no error can be caught, if the stack ends while the parser compiles a regular
 * expression, a few thousand levels deep. PyYAML, which reads the file on the board, has room for some 500.
 */
const DEEPEST = 500;

/** Returns the offset of what is nested too deeply to be parsed, or undefined. Does not recurse. */
export function tooDeepInYaml(text: string): number | undefined {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    // What it yields are whole documents, and those of them that ended were not too deep.
    for (const token of parser.next(lexeme)) void token;
    if (parser.stack.length > DEEPEST) return parser.offset;
  }
  return undefined;
}
