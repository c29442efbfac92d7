import { writeFileSync } from 'node:fs';
import { loadConfiguration, secretsOf } from './index';
import { defaults, problems, smallWorkspace } from './testing/small-workspace';

const { at, load, root, user } = smallWorkspace();

describe('a value that an environment variable holds', () => {
  it('takes the place of its name, at any depth', () => {
    user({ root_fs: { hostname: { env: 'NAME' }, tokens: ['public', { env: 'TOKEN' }] } });
    const configuration = load({ NAME: 'nautilus', TOKEN: 'locker' });
    expect(configuration.components['root_fs']).toMatchObject({ hostname: 'nautilus', tokens: ['public', 'locker'] });
    expect(configuration.layers[1]).toMatchObject({ fromEnvironment: ['root_fs.hostname', 'root_fs.tokens'] });
    expect(secretsOf(configuration)).toEqual(['locker']);
  });

  it('is a secret in the defaults, too, which are public otherwise', () => {
    writeFileSync(
      at('image/configs.json'),
      JSON.stringify({ ...defaults, root_fs: { ...defaults.root_fs, password: { env: 'PASSWORD' } } }),
    );
    expect(secretsOf(load({ PASSWORD: 'locker' }))).toEqual(['locker']);
  });

  it.each(['toString', 'constructor', '__proto__'])(
    'is not set where JavaScript has something of its name: %s',
    (NAME) => {
      user({ root_fs: { hostname: { env: NAME } } });
      expect(problems(load)[0]).toContain(`the environment variable ${NAME} is not set`);
    },
  );

  it('is checked like any other, and named where it is not set', () => {
    user('{\n  "root_fs": {\n    "hostname": { "env": "NAME" },\n    "password": { "env": "PASSWORD" }\n  }\n}');
    expect(problems(() => load({ PASSWORD: 'x' }))).toEqual([
      'line 3: root_fs.hostname: the environment variable NAME is not set',
    ]);
    expect(problems(() => load({ NAME: 'A b', PASSWORD: 'x' }))).toEqual([
      expect.stringMatching(
        /^line 3: root_fs\.hostname: the value of the environment variable NAME; expected a name/,
      ) as string,
    ]);
    user({ root_fs: { tokens: ['public', { env: 'TOKEN' }] } });
    expect(problems(load)[0]).toContain('root_fs.tokens[1]: the environment variable TOKEN is not set');
  });

  it('is said to be empty if it is', () => {
    user({ root_fs: { hostname: { env: 'NAME' } } });
    expect(problems(() => load({ NAME: '' }))[0]).toContain('variable NAME, which is empty; expected a name');
  });

  it.each([{ env: 47114711 }, { env: '' }, { env: '$SECRET' }, { env: 'SECRET', default: 'x' }, { env: null }])(
    'is told of what is no name, without it: %j',
    (misnamed) => {
      user({ root_fs: { hostname: misnamed, tokens: [misnamed] } });
      const expected = 'expected the name of an environment variable, as in { "env": "MY_PASSWORD" }';
      expect(problems(load)).toEqual([
        `line 1: root_fs.hostname: ${expected}`,
        `line 1: root_fs.tokens[0]: ${expected}`,
      ]);
    },
  );

  it('is not shown where it does not fit: a secret may be in the wrong field', () => {
    user({ root_fs: { target: { env: 'TARGET' }, keys: ['a', { env: 'KEY' }] } });
    const found = problems(() => load({ TARGET: 'SECRET', KEY: 'SECRET' }));
    expect(found).toHaveLength(2);
    expect(found.join()).not.toContain('SECRET');
  });

  it("is read by the field's type, as on the command line", () => {
    const networks = [{ ssid: { env: 'SSID' }, channel: { env: 'CHANNEL' } }];
    user({ root_fs: { pin: { env: 'PIN' }, quiet: { env: 'QUIET' }, password: { env: 'PIN' }, networks } });
    const configuration = load({ PIN: '482193755', QUIET: 'false', SSID: '7', CHANNEL: '7.5' });
    const read = { pin: 482193755, quiet: false, password: '482193755', networks: [{ ssid: '7', channel: 7.5 }] };
    expect(configuration.components['root_fs']).toMatchObject(read);
    expect(secretsOf(configuration)).toContain('482193755');
  });

  it.each(['nineteen', '4.5', '', '90071992547409930'])(
    'is refused, and not shown, if it is no such value: "%s"',
    (PIN) => {
      user({ root_fs: { pin: { env: 'PIN' } } });
      const [problem] = problems(() => load({ PIN }));
      expect(problem).toMatch(/root_fs\.pin: .*(expected a whole number|the number is too large)/);
      if (PIN) expect(problem).not.toContain(PIN);
    },
  );

  it('leaves a number in quotes what it is, a text', () => {
    user({ root_fs: { size: '7', pin: { env: 'PIN' } } });
    expect(problems(() => load({ PIN: '1' }))[0]).toContain('root_fs.size: "7" is text; expected a whole number');
  });

  it('is left out for whoever cannot know the variable', () => {
    user({ root_fs: { hostname: { env: 'NAME' }, size: 7 } });
    const configuration = loadConfiguration(root(), { env: {}, whereUnset: 'drop' });
    expect(configuration.components['root_fs']).toMatchObject({ hostname: 'black-pearl', size: 7 });
    expect(configuration.layers[1]).toMatchObject({ fromEnvironment: ['root_fs.hostname'] });
  });
});
