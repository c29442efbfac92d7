import type { Dockerfile, Flag, Instruction } from 'dockerfile-ast';
import { Arg, Copy, From, Onbuild, Run } from 'dockerfile-ast';
import { isImageReference } from '../registry/image-reference';
import { DockerfileArguments } from './dockerfile-arguments';
import { DockerfileUnclear } from './dockerfile-unclear';
import { expandedWord } from './dockerfile-words';
import { parseDockerfile } from './parse-dockerfile';

/** An image that a Dockerfile names, as a base or as a source of COPY, and where it does. Stages are not included. */
export interface NamedImage {
  /** The name, digest or id, with arguments filled in. */
  reference: string;
  /** Whether it is the base of a stage. */
  isBase: boolean;
  /** The value of `FROM --platform`, such as linux/arm64. */
  platform?: string;
  /** Counted from 1. */
  line: number;
  /** Start and end offsets in the text. */
  from: number;
  to: number;
}

export const isImageId = (reference: string): boolean => /^sha256:[0-9a-f]{64}$/.test(reference);

/**
 * Returns the images that a Dockerfile names, as the engine's classic builder reads it.
 *
 * @throws DockerfileUnclear when it is unclear which image is meant
 */
export function namedImages(text: string, buildArgs: Record<string, string>): NamedImage[] {
  const reader = new Reader(text, parseDockerfile(text), buildArgs);
  return reader.read();
}

/** Returns the Dockerfile with the images at these places replaced. */
export function withImages(text: string, replaced: { place: NamedImage; by: string }[]): string {
  const fromTheEnd = replaced.toSorted((one, other) => other.place.from - one.place.from);
  return fromTheEnd.reduce((left, { place: { from, to }, by }) => left.slice(0, from) + by + left.slice(to), text);
}

/** Returns what an ONBUILD instruction names, if it is or may be an image. */
export function imageOfTrigger(trigger: Instruction | null): string | undefined {
  if (!(trigger instanceof Copy)) return trigger instanceof Run ? mountedImage(trigger) : undefined;
  const source = flagsOf(trigger, 'from')[0]?.getValue() ?? '';
  return source === '' || isStageNumber(source) || isImageId(source) ? undefined : source;
}

class Reader {
  private readonly args: DockerfileArguments;
  private readonly escape: string;
  private readonly lineStarts: number[];
  /** The previous stages. A stage cannot use its own name. */
  private readonly stages = new Set<string>();
  private stage: string | undefined;
  private isInStage = false;

  constructor(
    private readonly text: string,
    private readonly dockerfile: Dockerfile,
    buildArgs: Record<string, string>,
  ) {
    this.args = new DockerfileArguments(buildArgs);
    this.escape = dockerfile.getEscapeCharacter();
    this.lineStarts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  }

  read(): NamedImage[] {
    return this.dockerfile.getInstructions().flatMap((instruction) => {
      if (instruction instanceof Arg && !this.isInStage) this.declare(instruction);
      if (instruction instanceof From) return this.base(instruction);
      if (instruction instanceof Copy) return this.sources(instruction);
      if (instruction instanceof Run) refuse(instruction, mountedImage(instruction));
      if (instruction instanceof Onbuild) refuse(instruction, imageOfTrigger(instruction.getTriggerInstruction()));
      return [];
    });
  }

  private declare(instruction: Arg): void {
    this.refuseOddBlanks(instruction);
    this.args.declare(instruction, this.escape);
  }

  private base(from: From): NamedImage[] {
    this.refuseOddBlanks(from);
    if (this.stage !== undefined) this.stages.add(this.stage);
    this.stage = from.getBuildStage()?.toLowerCase();
    this.isInStage = true;
    const range = from.getImageRange();
    if (range === null) return [];
    const line = lineOf(from);
    const place = { isBase: true, line, ...this.offsets(range) };
    const reference = this.args.expanded(this.unescaped(from.getImage()!, place), line);
    if (reference === 'scratch' || this.stages.has(reference.toLowerCase())) return [];
    const written = flagsOf(from, 'platform')[0]?.getValue();
    if (written === undefined || written === null) return [checked({ ...place, reference })];
    const platform = this.args.expanded(written, line);
    if (/^\w+\/\w+(\/\w+)?$/.test(platform)) return [checked({ ...place, reference, platform })];
    throw new DockerfileUnclear(line, `"${platform}" is not a complete platform, such as linux/arm64`);
  }

  private sources(copy: Copy): NamedImage[] {
    const flags = flagsOf(copy, 'from');
    if (/\bfrom\b/.test(this.textOf(copy))) this.refuseOddBlanks(copy);
    return flags.flatMap((flag) => {
      const range = flag.getValueRange();
      if (range === null || flag.getValue() === '') return [];
      const line = lineOf(copy);
      const place = { isBase: false, line, ...this.offsets(range) };
      const written = this.unescaped(flag.getValue()!, place);
      if (written.includes('$'))
        throw new DockerfileUnclear(line, `the engine does not expand variables in --from=${written}`);
      const reference = asUnclear(line, () => expandedWord(written, () => undefined));
      return this.stages.has(reference.toLowerCase()) || isStageNumber(reference)
        ? []
        : [checked({ ...place, reference })];
    });
  }

  /**
   * Returns the parser's value of a word. Throws DockerfileUnclear if the word escapes anything other than line ends.
   */
  private unescaped(word: string, { from, to, line }: { from: number; to: number; line: number }): string {
    const rest = this.text.slice(from, to).split(this.escape).slice(1);
    if (rest.every((part) => /^[ \t]*\r?\n/.test(part))) return word;
    throw new DockerfileUnclear(line, `${word} has an escaped character`);
  }

  /** Rejects unusual blanks, which the parser and the engine treat differently. */
  private refuseOddBlanks(instruction: Instruction): void {
    if (/[^\S \t\r\n]/.test(this.textOf(instruction))) {
      throw new DockerfileUnclear(lineOf(instruction), 'it contains white space other than spaces and tabs');
    }
  }

  private textOf(instruction: Instruction): string {
    const { from, to } = this.offsets(instruction.getRange());
    return this.text.slice(from, to);
  }

  private offsets({ start, end }: ReturnType<Instruction['getRange']>): { from: number; to: number } {
    return { from: this.lineStarts[start.line]! + start.character, to: this.lineStarts[end.line]! + end.character };
  }
}

const lineOf = (instruction: Instruction): number => instruction.getRange().start.line + 1;
const isStageNumber = (name: string): boolean => /^\d+$/.test(name);

// getFromFlag() and getPlatformFlag() find a flag only if it is the only one.
const flagsOf = (instruction: From | Copy | Run, name: string): Flag[] =>
  instruction.getFlags().filter((flag) => flag.getName() === name);

const mountedImage = (run: Run): string | undefined =>
  flagsOf(run, 'mount')
    .map((flag) => /(?:^|[,"'])from=([^,"']*)/.exec(flag.getValue() ?? '')?.[1])
    .find((image) => image !== undefined);

function refuse(instruction: Instruction, image: string | undefined): void {
  if (image === undefined) return;
  const what = `${instruction.getKeyword()} names "${image}", which is not pinned to an image before the build`;
  throw new DockerfileUnclear(lineOf(instruction), what);
}

function checked(place: NamedImage): NamedImage {
  if (isImageId(place.reference) || isImageReference(place.reference)) return place;
  throw new DockerfileUnclear(place.line, `"${place.reference}" is not the name of an image`);
}

function asUnclear<T>(line: number, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new DockerfileUnclear(line, (error as Error).message);
  }
}
