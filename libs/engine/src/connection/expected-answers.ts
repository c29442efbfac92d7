type Check = (answer: unknown) => boolean;

const isObject = (answer: unknown): answer is Record<string, unknown> =>
  typeof answer === 'object' && answer !== null && !Array.isArray(answer);
const isList: Check = (answer) => Array.isArray(answer) && answer.every(isObject);
/** An object with members of these types. */
const objectWith =
  (members: Record<string, 'string' | 'number' | 'object'>): Check =>
  (answer) =>
    isObject(answer) &&
    Object.entries(members).every(([name, type]) => typeof answer[name] === type && answer[name] !== null);
const listOf =
  (item: Check): Check =>
  (answer) =>
    Array.isArray(answer) && answer.every(item);

/** What this package reads of the engine's answers, by request. Engines may leave out anything else. */
const EXPECTED: [request: RegExp, fits: Check, inWords: string][] = [
  [/^GET \/containers\/json$/, listOf(objectWith({ Id: 'string', Labels: 'object' })), 'a list of containers'],
  [/^POST \/containers\/create$/, objectWith({ Id: 'string' }), 'the id of a container'],
  [/^POST \/containers\/[^/]+\/wait$/, objectWith({ StatusCode: 'number' }), 'an exit code'],
  [/^GET \/containers\/[^/]+\/json$/, objectWith({ Id: 'string', State: 'object' }), 'a container'],
  [/^GET \/images\/.+\/json$/, objectWith({ Id: 'string' }), 'an image'],
  [/^GET \/images\/.+\/history$/, isList, 'the history of an image'],
  [/^GET \/info$/, objectWith({ NCPU: 'number' }), 'facts about the engine'],
  [/^GET \/version$/, objectWith({ Arch: 'string' }), 'the version of the engine'],
  [/^GET \/system\/df$/, isObject, 'the sizes of volumes'],
];

/**
 * Returns how the answer to a request differs from what an engine answers, or undefined. Whoever reads an answer may then
 * rely on its form.
 */
export function unexpectedIn(method: string, path: string, answer: unknown): string | undefined {
  const request = `${method} ${path.split('?')[0]}`;
  const [, fits, inWords] = EXPECTED.find(([pattern]) => pattern.test(request)) ?? [];
  return fits === undefined || fits(answer) ? undefined : `its answer to ${request} is not ${inWords}`;
}
