import type { Engine } from '../connection/engine';
import { dockerOf } from '../connection/engine';
import { collectedLog } from '../testing/collected-log';
import { IMAGE, realEngine, removeImagesWith } from '../testing/real-engine';
import { temporaryFolder } from '../testing/temporary-folder';
import { ensureBuilder } from './ensure-builder';
import { inspectImage } from './inspect-image';
import { tagImage } from './tag-image';

const NAME = `hypriotkit-test/pinned-${process.pid}`;
const TAG = `${NAME}:built`;
const DRINK = `${NAME}:drink`;
// Also a valid name of a stage.
const UNTAGGED = `hypriotkit-test-pinned-${process.pid}`;
const LABEL = 'io.hypriotkit.test';
const labels = { [LABEL]: `pinned-${process.pid}` };
const folder = temporaryFolder();
let engine: Engine;
let tea: string;
let coffee: string;

const build = (dockerfile: string, tag = TAG, buildArgs: Record<string, string> = {}) => {
  folder.write('Dockerfile', dockerfile);
  return ensureBuilder(engine, { folder: folder.path, labels, tag, buildArgs, log });
};
let log = collectedLog();

beforeAll(async () => {
  engine = await realEngine();
  const made = async (name: string) => (await build(`FROM ${IMAGE}\nRUN echo ${name} >/name\n`, `${NAME}:${name}`)).id;
  [tea, coffee] = [await made('tea'), await made('coffee')];
});

beforeEach(() => {
  log = collectedLog();
});

afterAll(() => removeImagesWith(engine, `${LABEL}=pinned-${process.pid}`));

describe('ensureBuilder', () => {
  it.each<[string, string, Record<string, string>]>([
    ['arguments in arguments', `ARG TAG=drink\nARG SOURCE=${NAME}:\${TAG}\nFROM \${SOURCE} AS x\n`, {}],
    ['values in arguments', `ARG TAG\nARG SOURCE="${NAME}:$TAG"\nFROM $SOURCE\n`, { TAG: 'drink' }],
    ['quotes', `ARG SOURCE="${DRINK}"\nFROM "$SOURCE"\n`, {}],
    ['a default in its place', `FROM \${SOURCE:-${DRINK}}\n`, {}],
    ['several lines', `FROM ${NAME}\\\n:drink\n`, {}],
    ['a platform', `FROM --platform=linux/PLATFORM ${DRINK}\n`, {}],
    ['another escape character', `# escape=\`\nFROM \`\n${DRINK}\n`, {}],
    ['quotes in COPY', `FROM ${IMAGE}\nCOPY --chown=0:0 --from="${DRINK}" /name /\n`, {}],
    ['a stage of its own name', `FROM ${UNTAGGED} AS ${UNTAGGED}\n`, {}],
    ['a later stage', `FROM ${IMAGE}\nCOPY --from=${UNTAGGED} /name /\nFROM ${IMAGE} AS ${UNTAGGED}\n`, {}],
  ])('builds again when a name means another image: %s', async (_, text, buildArgs) => {
    const dockerfile = text.replace('PLATFORM', (await inspectImage(engine, tea))!.architecture);
    const digests: string[] = [];
    for (const id of [tea, coffee]) {
      for (const name of [DRINK, UNTAGGED]) await tagImage(engine, id, name);
      log = collectedLog();
      digests.push((await build(dockerfile, TAG, buildArgs)).digest);
      expect(log.details.join('\n')).toContain(id);
    }
    expect(digests[0]).not.toBe(digests[1]);
  });

  it('sends the engine a Dockerfile with ids only', async () => {
    await tagImage(engine, tea, DRINK);
    await build(`ARG X="${DRINK}"\nFROM $X AS drink\nFROM drink\nCOPY --from=${NAME}:coffee /name /name2\n`);
    const steps = log.details.filter((line) => line.startsWith('Step '));
    expect(steps).toEqual([
      expect.stringContaining('ARG X='),
      expect.stringContaining(`FROM ${tea} AS drink`),
      expect.stringContaining('FROM drink'),
      expect.stringContaining(`COPY --from=${coffee} /name /name2`),
      ...steps.slice(4).map(() => expect.stringContaining('LABEL') as unknown),
    ]);
  });

  it.each([
    ['a variable in COPY', `FROM ${IMAGE}\nARG X=${DRINK}\nCOPY --from=$X /name /\n`],
    ['a here-document', `FROM ${IMAGE}\nRUN cat <<EOF\nFROM ${DRINK}\n`],
    ['a trigger', `FROM ${IMAGE}\nONBUILD COPY --from=${DRINK} /name /\n`],
  ])('refuses what it cannot resolve, before any work: %s', async (_, dockerfile) => {
    await expect(build(dockerfile, `${NAME}:never`)).rejects.toMatchObject({ code: 'HK_BUILD_CONTEXT_INVALID' });
    expect(log.steps).toEqual([]);
  });

  it('refuses an image that has triggers with names of images', async () => {
    const container = await dockerOf(engine).createContainer({ Image: IMAGE, Cmd: ['true'], Labels: labels });
    try {
      await container.commit({ repo: NAME, tag: 'triggers', changes: `ONBUILD COPY --from=${DRINK} /name /` });
    } finally {
      await container.remove();
    }
    const building = build(`FROM ${NAME}:triggers\n`, `${NAME}:never`);
    await expect(building).rejects.toMatchObject({ code: 'HK_BUILD_CONTEXT_INVALID' });
    await expect(building).rejects.toThrow(`${NAME}:triggers has ONBUILD COPY --from=${DRINK}`);
    const { id } = (await inspectImage(engine, `${NAME}:triggers`))!;
    await expect(build(`FROM ${id}\n`, `${NAME}:never`)).rejects.toThrow('has ONBUILD');
  });
});
