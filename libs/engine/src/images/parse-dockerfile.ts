import type { Dockerfile } from 'dockerfile-ast';
import { DockerfileParser } from 'dockerfile-ast';
import { DockerfileUnclear } from './dockerfile-unclear';

/**
 * Parses a Dockerfile and checks that the engine's classic builder finds the same instructions. The parser also knows
 * newer syntax, such as here-documents.
 *
 * @throws DockerfileUnclear when they differ
 */
export function parseDockerfile(text: string): Dockerfile {
  const dockerfile = DockerfileParser.parse(text);
  const escape = dockerfile.getEscapeCharacter();
  const directives = dockerfile.getDirectives().map((directive) => directive.getName().toLowerCase());
  if (escape !== '\\' && directives.some((name) => name !== 'escape' && name !== 'syntax')) {
    throw new DockerfileUnclear(1, 'the engine recognizes # escape= only before all other comments');
  }
  const expected = instructionLines(text, escape);
  const found = dockerfile.getInstructions().map((instruction) => instruction.getRange().start.line);
  const differing = expected.findIndex((line, index) => line !== found[index]);
  if (differing !== -1 || found.length > expected.length) {
    const line = expected[differing] ?? found[expected.length]!;
    throw new DockerfileUnclear(line + 1, "the engine's classic builder does not support here-documents (<<)");
  }
  for (const instruction of dockerfile.getInstructions()) {
    if (/^[A-Z]+$/.test(instruction.getKeyword())) continue;
    const line = instruction.getRange().start.line + 1;
    throw new DockerfileUnclear(line, `${JSON.stringify(instruction.getInstruction())} is not an instruction`);
  }
  return dockerfile;
}

/** The lines on which the classic builder sees an instruction begin, counted from 0. */
function instructionLines(text: string, escape: string): number[] {
  const begun: number[] = [];
  let goesOn = false;
  for (const [index, withReturn] of text
    .replace(/^\ufeff/, '')
    .split('\n')
    .entries()) {
    const line = withReturn.replace(/\r$/, '');
    if (line.includes('\r')) throw new DockerfileUnclear(index + 1, 'it has a carriage return within a line');
    if (/^\s*(#|$)/.test(line)) continue;
    if (!goesOn) begun.push(index);
    const end = line.trimEnd();
    goesOn = end.endsWith(escape);
    if (end.endsWith(escape + escape)) {
      throw new DockerfileUnclear(index + 1, `not every engine joins the next line after ${escape}${escape}`);
    }
  }
  return begun;
}
