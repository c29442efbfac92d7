import { existsSync } from 'node:fs';
import { ForeignWorkspace, FROM_CACHE, packagesFor } from '../e2e/lib/foreign-workspace';

/** The oldest Nx that the plugin is for. tools/e2e has the newest. */
const OLDEST = { nx: '23.3.2', devkit: '23.3.2' };

describe('in a workspace of somebody else', () => {
  const npmrc = packagesFor(['greeting', 'other']);

  describe(`with Nx ${OLDEST.nx}`, () => {
    let workspace: ForeignWorkspace;
    beforeAll(async () => {
      workspace = new ForeignWorkspace(OLDEST, npmrc());
      await workspace.run('npm install');
    });
    afterAll(() => workspace.remove());

    it('nx add, a new component and its cached second build work', async () => {
      await workspace.run('npx nx add @hypriotkit/docker');
      await workspace.run('npx nx g @hypriotkit/docker:component greeting');
      const first = await workspace.run('npx nx run greeting:build');
      expect(first.output).toContain('Building the image hypriotkit/greeting:latest');
      expect(existsSync(workspace.path('dist/artifacts/greeting/greeting-latest.tar.gz'))).toBe(true);
      const second = await workspace.run('npx nx run greeting:build');
      expect(second.output).toContain(FROM_CACHE);
    });

    it('a field that changes affects every component, and builds its own', async () => {
      await workspace.run('npx nx g @hypriotkit/docker:component other');
      await workspace.run('npx nx run other:build');
      workspace.commit();
      workspace.replace('image/configs.json', '"version": "latest"', '"version": "7"');
      expect(await workspace.affected()).toEqual(['greeting', 'other']);
      const { output } = await workspace.run('npx nx affected -t build --base=HEAD');
      expect(output).toMatch(/Cache: +1\/2 hit/);
      expect(existsSync(workspace.path('dist/artifacts/greeting/greeting-7.tar.gz'))).toBe(true);
    });

    it('affected is as precise as with Nx 24 when it is asked to be', async () => {
      expect(await workspace.affected({ NX_LEGACY_AFFECTED: 'false' })).toEqual(['greeting']);
    });
  });
});
