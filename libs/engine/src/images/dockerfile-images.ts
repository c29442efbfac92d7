import { DockerfileParser } from 'dockerfile-ast';
import type { Dockerfile } from 'dockerfile-ast';

/** A place of a Dockerfile that names an image of an engine or a registry: what a stage starts from, or copies from. */
interface NamedImage {
  /** The name, build arguments filled in. */
  reference: string;
  /** Where it stands: the line, and the characters of that line. */
  line: number;
  from: number;
  to: number;
}

const VARIABLE = /\$(?:(\w+)|\{(\w+)(?::?-([^}]*))?\})/g;
/** What names content rather than a name that can be moved. */
const FIXED = /^(scratch|sha256:.*|.*@sha256:.*|[0-9]+)$/;

/**
 * The images that a Dockerfile names by something that may mean another one tomorrow. Not among them are earlier stages,
 * ids and digests, images for a platform that the Dockerfile chooses, and what only the engine could expand.
 */
export function namedImages(text: string, buildArgs: Record<string, string>): NamedImage[] {
  const dockerfile = DockerfileParser.parse(text);
  const values = { ...defaultsOf(dockerfile), ...buildArgs };
  const stages = new Set(dockerfile.getFROMs().map((from) => from.getBuildStage()?.toLowerCase()));
  const named = [
    ...dockerfile
      .getFROMs()
      .filter((from) => from.getPlatformFlag() === null)
      .map((from) => ({ written: from.getImage(), range: from.getImageRange() })),
    ...dockerfile.getCOPYs().map((copy) => {
      // getFromFlag() finds it only where it stands alone.
      const flag = copy.getFlags().find((one) => one.getName() === 'from');
      return { written: flag?.getValue(), range: flag?.getValueRange() };
    }),
  ];
  return named.flatMap(({ written, range }) => {
    const reference = written && expanded(written, values);
    if (!reference || !range || FIXED.test(reference) || stages.has(reference.toLowerCase())) return [];
    return [{ reference, line: range.start.line, from: range.start.character, to: range.end.character }];
  });
}

/** The Dockerfile with other words in these places. */
export function withImages(text: string, replaced: { place: NamedImage; by: string }[]): string {
  const lines = text.split('\n');
  for (const { place, by } of replaced) {
    const line = lines[place.line]!;
    lines[place.line] = line.slice(0, place.from) + by + line.slice(place.to);
  }
  return lines.join('\n');
}

/** Arguments before the first stage, which are all that a FROM can name. */
function defaultsOf(dockerfile: Dockerfile): Record<string, string> {
  const properties = dockerfile.getInitialARGs().map((argument) => argument.getProperty());
  return Object.fromEntries(
    properties.flatMap((property) => {
      const value = property?.getValue();
      return property && typeof value === 'string' ? [[property.getName(), value]] : [];
    }),
  );
}

/** Undefined where a variable has no value. */
function expanded(written: string, values: Record<string, string>): string | undefined {
  let isKnown = true;
  const text = written.replace(VARIABLE, (_, plain?: string, braced?: string, fallback?: string) => {
    const value = values[plain ?? braced ?? ''] || fallback;
    isKnown &&= value !== undefined;
    return value ?? '';
  });
  return isKnown && !text.includes('$') ? text : undefined;
}
