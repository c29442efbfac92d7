import { MortalEngine } from './mortal-engine';

/** A swarm of engines of a test's own, each in a network namespace of its own. The first engine manages it. */
export class Swarm {
  private constructor(readonly engines: MortalEngine[]) {}

  /** @param images of this machine's engine that every node gets, as no registry has them */
  static async start(size: number, images: string[]): Promise<Swarm> {
    const swarm = new Swarm([]);
    try {
      for (let count = 0; count < size; count += 1) await swarm.add(images);
      return swarm;
    } catch (error) {
      swarm.remove();
      throw error;
    }
  }

  get manager(): MortalEngine {
    return this.engines[0]!;
  }

  private async add(images: string[]): Promise<void> {
    const engine = await MortalEngine.start();
    this.engines.push(engine);
    images.forEach((image) => engine.load(image));
    const own = ['--advertise-addr', engine.address];
    if (engine === this.manager) engine.docker('swarm', 'init', ...own);
    else {
      const token = this.manager.docker('swarm', 'join-token', '--quiet', 'worker');
      engine.docker('swarm', 'join', ...own, '--token', token, `${this.manager.address}:2377`);
    }
  }

  /** What `docker node ls` and the like print, by line. */
  lines(...args: string[]): string[] {
    return this.manager
      .docker(...args)
      .split('\n')
      .filter(Boolean);
  }

  remove(): void {
    this.engines.forEach((engine) => engine.remove());
  }
}
