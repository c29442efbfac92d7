import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { connect, imageExists, inspectImage, removeImage, type Engine } from '@hypriotkit/engine';
import { ensureImage, upgradeImage } from './index';
import { docker, startRegistry, type LocalRegistry, type User } from './testing/local-registry';
import { temporaryFolder } from './testing/temporary-folder';

let engine: Engine;
let registry: LocalRegistry;
let image: string;

/** Puts another image into the registry under the same name, without leaving it in the engine. */
const publish = (word: string): Promise<string> => registry.publish(image, word);
const idInEngine = async () => (await inspectImage(engine, image))?.id;

beforeAll(async () => {
  engine = await connect();
});

async function begin(user?: User): Promise<void> {
  registry = await startRegistry(user);
  image = `${registry.host}/hypriotkit/hypriotkit:latest`;
}

describe('images of a registry', () => {
  beforeAll(() => begin());
  afterAll(() => registry.stop());

  it('ensureImage pulls one that is missing, and leaves one that is there', async () => {
    const id = await publish('first');
    expect(await ensureImage({ image })).toBe(true);
    expect(await idInEngine()).toBe(id);
    expect(await ensureImage({ image })).toBe(false);
    expect(await upgradeImage({ image })).toBe(false);
  });

  it('upgradeImage fetches a newer one, ensureImage does not', async () => {
    const old = await publish('old');
    await ensureImage({ image });
    docker('tag', image, `${image}-kept`);
    const changed = await publish('changed');
    docker('tag', `${image}-kept`, image);
    expect(await ensureImage({ image })).toBe(false);
    expect(await idInEngine()).toBe(old);
    expect(await upgradeImage({ image })).toBe(true);
    expect(await idInEngine()).toBe(changed);
  });

  it('says what it pulls', async () => {
    await publish('told');
    const steps: string[] = [];
    const log = { step: (text: string) => void steps.push(text), detail: () => undefined, warn: () => undefined };
    await ensureImage({ image, log });
    expect(steps).toEqual([`Pulling the image ${image}`]);
  });

  it('that the registry does not have are an error', async () => {
    const missing = `${registry.host}/hypriotkit/other:latest`;
    await expect(ensureImage({ image: missing })).rejects.toMatchObject({ code: 'HK_IMAGE_NOT_FOUND' });
    await expect(upgradeImage({ image: missing })).rejects.toMatchObject({ code: 'HK_IMAGE_NOT_FOUND' });
  });

  it('are an error where no registry answers', async () => {
    const nowhere = '127.0.0.1:1/hypriotkit/hypriotkit:latest';
    await expect(ensureImage({ image: nowhere })).rejects.toMatchObject({ code: 'HK_IMAGE_PULL_FAILED' });
  });
});

describe('images of a registry that asks who it is', () => {
  const user = { name: 'jack', password: 'sparrow:s secret' };
  const before = process.env['DOCKER_CONFIG'];

  /** Writes the credentials that `docker login` would leave. */
  function logIn(password: string): void {
    const folder = temporaryFolder();
    const auth = Buffer.from(`${user.name}:${password}`).toString('base64');
    folder.write('config.json', JSON.stringify({ auths: { [registry.host]: { auth } } }));
    process.env['DOCKER_CONFIG'] = folder.path;
  }

  function logOut(): void {
    const { path } = temporaryFolder();
    mkdirSync(join(path, 'empty'));
    process.env['DOCKER_CONFIG'] = join(path, 'empty');
  }

  beforeAll(() => begin(user));
  beforeAll(async () => {
    logIn(user.password);
    await publish('secret');
  });
  afterAll(() => {
    if (before === undefined) delete process.env['DOCKER_CONFIG'];
    else process.env['DOCKER_CONFIG'] = before;
    registry.stop();
  });

  it("are pulled with the docker command's credentials", async () => {
    logIn(user.password);
    expect(await ensureImage({ image })).toBe(true);
    expect(await upgradeImage({ image })).toBe(false);
    await removeImage(engine, image, { force: true });
  });

  it.each([
    ['without credentials', () => logOut()],
    ['with wrong ones', () => logIn('wrong word')],
  ])('are refused %s, which are not shown', async (_, credentials) => {
    credentials();
    const error = (await ensureImage({ image }).catch((reason: unknown) => reason)) as Error & { code: string };
    expect(error.code).toBe('HK_REGISTRY_AUTH_FAILED');
    expect(JSON.stringify({ ...error, message: error.message })).not.toMatch(/wrong word|sparrow/);
    expect(await imageExists(engine, image)).toBe(false);
  });
});
