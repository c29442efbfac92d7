import { setTimeout as sleep } from 'node:timers/promises';
import { LargeComponents, MOMENTS } from './lib/large-components';
import { MortalEngine } from './lib/mortal-engine';

/* Engines of the tests' own that die during a build, at every moment of it, or whose disk is full. */

const HOUR = 60 * 60 * 1000;

describe('an engine', () => {
  let engine: MortalEngine;
  let components: LargeComponents;
  beforeAll(async () => {
    engine = await MortalEngine.start();
    components = new LargeComponents('dying', engine.env);
  }, HOUR);
  beforeEach(() => components.begin());
  afterAll(() => {
    components?.remove();
    engine?.remove();
  });

  const DEATHS: [string, () => void | Promise<void>][] = [
    ['is killed', () => engine.kill()],
    ['is restarted', () => engine.restart()],
    ['loses its power', () => engine.powerCut()],
  ];
  const CASES = DEATHS.flatMap(([name, die]) => MOMENTS.map((moment) => ({ name, moment, die })));

  it.each(CASES)('that $name $moment', async ({ moment, die }) => {
    const run = components.start('--fresh');
    await components.at(moment, run);
    await die();
    const ended = await Promise.race([run.ended, sleep(120_000, undefined, { ref: false })]);
    // What was put into the store may be done by then.
    if (ended?.code !== 0)
      expect(ended).toMatchObject({ code: 1, output: expect.stringMatching(/\[HK_\w+\]/) as string });
    expect(ended?.output).not.toMatch(/HK_INTERNAL|TypeError/);
    components.nothingWrong();
    await engine.answers();
    await components.isWell();
  });
});

describe('an engine whose disk is full', () => {
  let engine: MortalEngine;
  let components: LargeComponents;
  beforeAll(async () => {
    engine = await MortalEngine.start('1200m');
    // What earlier tests have built makes room for the next.
    components = new LargeComponents('full', { ...engine.env, HYPRIOTKIT_STORE_SIZE: '400M' });
  }, HOUR);
  beforeEach(() => components.begin());
  afterEach(() => components.workspace.restore());
  afterAll(() => {
    components?.remove();
    engine?.remove();
  });

  const FILL = 'head -c 4G /dev/zero';
  const dockerfile = () => `components/${components.tea}/builder/Dockerfile`;

  it('as an image is built says so, and builds the next one', async () => {
    components.workspace.edit(dockerfile(), (text) => `${text}RUN ${FILL} >/filled\n`);
    const { code, output } = await components.start('--fresh').ended;
    expect({ code, output }).toMatchObject({
      code: 1,
      output: expect.stringContaining('[HK_NO_SPACE_ON_ENGINE]') as string,
    });
    components.workspace.restore();
    await components.isWell();
  });

  it('as a builder writes says so, and builds the next one', async () => {
    components.script(components.tea, `${FILL} >${components.tea}.txt`);
    const { code, output } = await components.start('--fresh').ended;
    expect(code).toBe(1);
    expect(output).toMatch(/No space left on device[^]*The disk of the engine is full[^]*\[HK_CONTAINER_FAILED\]/);
    components.nothingWrong();
    components.workspace.restore();
    await components.isWell();
  });

  it('as the input is sent says so, and builds the next one', async () => {
    expect((await components.build(components.pot).ended).code).toBe(0);
    const volume = components.docker('volume', 'create');
    const fill = `head -c $(($(df --output=avail -B 1 /filled | tail -n 1) - 50000000)) /dev/zero >/filled/zeros`;
    components.docker('run', '--rm', '--volume', `${volume}:/filled`, 'debian:trixie-slim', 'sh', '-c', fill);
    try {
      const { code, output } = await components.start().ended;
      expect({ code, output }).toMatchObject({
        code: 1,
        output: expect.stringContaining('[HK_NO_SPACE_ON_ENGINE]') as string,
      });
    } finally {
      components.docker('volume', 'rm', volume);
    }
    await components.isWell();
  });
});
