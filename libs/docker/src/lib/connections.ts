import type { ExecutorContext } from '@nx/devkit';
import { architectureOf, type ComponentLog, type RunRequest, type Tools } from '@hypriotkit/component';
import { withoutCredentials } from '@hypriotkit/core';
import { connect, engineInfo, sweepLeftovers, type Engine } from '@hypriotkit/engine';
import { EngineOfOtherPlatform } from '../errors';
import { dependants } from './dependants';
import { chosenEngine, type ChosenEngine } from './engines-by-platform';
import { CONTAINER_EXECUTORS } from './executors';
import { contractOf } from './official';
import type { Settings } from './settings';
import { taskSettings } from './task-settings';

/** The engines that a task works with: its own, and those of components that it has to build again. */
export class Connections {
  private readonly known = new Map<string, Promise<Engine>>();

  constructor(
    private readonly context: ExecutorContext,
    private readonly log: ComponentLog,
    private readonly signal: AbortSignal,
  ) {}

  /**
   * Connects to the engine for a task, logs which one it is, and removes leftovers of killed runs there.
   *
   * @throws EngineUnreachable, EngineOfOtherPlatform
   */
  async open(settings: Settings, { builder }: RunRequest): Promise<Pick<Tools, 'engine' | 'platform'>> {
    const { options } = contractOf(settings.options, builder.folder);
    const chosen = chosenEngine({ ...settings, options }, this.context);
    const engine = await this.connected(chosen);
    for (const { address, failure } of engine.passedOver) this.log.warn(`no engine at ${address}: ${failure}`);
    this.log.step(`Engine: ${withoutCredentials(engine.address)} (${engine.foundBy})`);
    await sweepLeftovers(engine);
    return { engine, platform: chosen.platform };
  }

  /**
   * Checks the engines that are named for the platforms of tasks that wait for this one: that they answer, and are for these platforms.
   *
   * @throws EngineUnreachable, EngineOfOtherPlatform
   */
  async checkAhead(): Promise<void> {
    const { projects } = this.context.projectsConfigurations;
    for (const task of dependants(this.context)) {
      const { executor = '' } = projects[task.target.project]?.targets?.[task.target.target] ?? {};
      if (!CONTAINER_EXECUTORS.includes(executor)) continue;
      const chosen = chosenEngine(taskSettings(task, this.context), this.context);
      if (chosen.platform !== undefined) await this.connected(chosen);
    }
  }

  private connected(chosen: ChosenEngine): Promise<Engine> {
    const key = JSON.stringify(chosen);
    const engine = this.known.get(key) ?? this.connectNow(chosen);
    this.known.set(key, engine);
    return engine;
  }

  private async connectNow({ host, namedBy, platform }: ChosenEngine): Promise<Engine> {
    const engine = await connect({ host, hostNamedBy: namedBy, signal: this.signal });
    if (platform === undefined) return engine;
    const { architecture } = await engineInfo(engine);
    if (architecture === architectureOf(platform)) return engine;
    throw new EngineOfOtherPlatform(withoutCredentials(engine.address), namedBy, architecture);
  }
}
