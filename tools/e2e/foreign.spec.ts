import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ForeignWorkspace, FROM_CACHE, packagesFor } from './lib/foreign-workspace';
import { QUICK, ROOT } from './lib/workspace';

const NEWEST = { nx: '24.0.6', devkit: '24.0.0' };
/** Components that the tests add, whose images nobody else has. */
const MADE = ['hello', 'odroid_blank_image'];

describe('in a workspace of somebody else', () => {
  const npmrc = packagesFor(MADE);

  describe(`with Nx ${NEWEST.nx}`, () => {
    let workspace: ForeignWorkspace;
    beforeAll(async () => {
      workspace = new ForeignWorkspace(NEWEST, npmrc(), QUICK);
      await workspace.run('npm install');
    });
    afterAll(() => workspace.remove());

    it('nx add installs the plugin and sets up the workspace', async () => {
      await workspace.run('npx nx add @hypriotkit/docker');
      expect(JSON.parse(workspace.read('package.json'))).toHaveProperty(['devDependencies', '@hypriotkit/docker']);
      expect(JSON.parse(workspace.read('nx.json'))).toHaveProperty('plugins', ['@hypriotkit/docker']);
      expect(workspace.read('.gitignore')).toContain('dist/');
    });

    it('nx list says what the plugin can do', async () => {
      const { output } = await workspace.run('npx nx list @hypriotkit/docker');
      expect(output).toMatch(/component : Adds a component.*\n.*field : .*\n.*board : .*\n.*preset : /);
      expect(output).toMatch(/build : Builds one component/);
    });

    it('a dry run of a generator changes nothing', async () => {
      const { output } = await workspace.run('npx nx g @hypriotkit/docker:component hello --dry-run');
      expect(output).toContain('CREATE components/hello/project.json');
      expect(existsSync(workspace.path('components'))).toBe(false);
    });

    it('a new component builds at once, and is there at once the second time', async () => {
      await workspace.run('npx nx g @hypriotkit/docker:component hello');
      const first = await workspace.run('npx nx run hello:build');
      expect(first.output).toContain('Building the image hypriotkit/hello:latest');
      expect(existsSync(workspace.path('dist/artifacts/hello/hello-latest.tar.gz'))).toBe(true);
      const second = await workspace.run('npx nx run hello:build');
      expect(second.output).toContain(FROM_CACHE);
    });

    it('another value is another build, and is shown with where it comes from', async () => {
      await workspace.run('npx nx run hello:build -- --version=2');
      expect(existsSync(workspace.path('dist/artifacts/hello/hello-2.tar.gz'))).toBe(true);
      const { output } = await workspace.run('npx nx run hello:config');
      expect(output).toMatch(/version +latest +image\/configs\.json/);
    });

    it('a field of its own reaches the builder', async () => {
      await workspace.run('npx nx g @hypriotkit/docker:field hello colour --values=blue,red');
      workspace.replace('components/hello/builder/build.sh', 'echo "$COMPONENT $VERSION"', 'echo "It is $COLOUR"');
      await workspace.run('npx nx run hello:build --colour=red');
      const archive = workspace.path('dist/artifacts/hello/hello-latest.tar.gz');
      const said = execFileSync('tar', ['-xzOf', archive, './etc/hello-release'], { encoding: 'utf8' });
      expect(said).toBe('It is red\n');
    });

    it('the components of HypriotOS build there', async () => {
      await workspace.run('npx nx g @hypriotkit/docker:preset hypriotos');
      await workspace.run('npx nx run blank_image:build');
      expect(existsSync(workspace.path('dist/artifacts/blank_image/rpi-raw.img.zip'))).toBe(true);
    });

    it('a fork from a configs.json builds beside the original', async () => {
      workspace.write('odroid.json', '{ "base_image": {}, "blank_image": { "device": "odroid" } }');
      await workspace.run('npx nx g @hypriotkit/docker:fork --configs=odroid.json --name=odroid');
      await workspace.run('npx nx run odroid_blank_image:build');
      expect(existsSync(workspace.path('dist/artifacts/odroid_blank_image/odroid-raw.img.zip'))).toBe(true);
      expect(existsSync(workspace.path('dist/artifacts/blank_image/rpi-raw.img.zip'))).toBe(true);
    });

    it('nx affected names the component whose field has changed, and its readers', async () => {
      workspace.commit();
      workspace.replace('image/configs.json', '"device": "rpi"', '"device": "odroid"');
      expect(await workspace.affected()).toEqual(['blank_image', 'rpi_sd_image']);
    });

    it('has run every command of docs/components.md', () => {
      const documented = readFileSync(join(ROOT, 'docs', 'components.md'), 'utf8').match(/^npx .*$/gm);
      expect(documented).not.toBeNull();
      expect(workspace.commands).toEqual(expect.arrayContaining(documented!));
    });
  });
});
