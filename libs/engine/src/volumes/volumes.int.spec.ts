import { realEngine } from '../testing/real-engine';
import { ensureVolume, removeVolume, volumeExists } from './volumes';

describe('volumes', () => {
  it('are made once and removed once', async () => {
    const engine = await realEngine();
    const name = `hypriotkit-test-volume-${process.pid}`;
    expect(await volumeExists(engine, name)).toBe(false);
    expect(await ensureVolume(engine, name, { 'io.hypriotkit.test': 'volumes' })).toBe(true);
    expect(await ensureVolume(engine, name)).toBe(false);
    expect(await volumeExists(engine, name)).toBe(true);
    expect(await removeVolume(engine, name)).toBe(true);
    expect(await removeVolume(engine, name)).toBe(false);
  });
});
