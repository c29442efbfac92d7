import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Logger } from '@hypriotkit/core';
import type { Engine } from '@hypriotkit/engine';
import { ArtifactStore, OutputFolder, type BuiltManifest, type StorePlace } from '../index';

/** The image that the workspace's setup provides. */
export const IMAGE = 'debian:trixie-slim';

/** A build key made from a short name. */
export const keyOf = (name: string): string => createHash('sha256').update(name).digest('hex');

/** A component whose artifacts are short texts, saved and restored through a store. */
export class SmallBuilds {
  private readonly root = mkdtempSync(join(tmpdir(), 'hypriotkit-store-'));
  private count = 0;
  readonly warnings: string[] = [];
  readonly log: Logger = {
    step: () => undefined,
    detail: () => undefined,
    warn: (text) => void this.warnings.push(text),
  };
  private readonly store: ArtifactStore;

  constructor(
    engine: Engine,
    place: StorePlace,
    private readonly component = 'tea',
    image = IMAGE,
    signal: AbortSignal = new AbortController().signal,
  ) {
    this.store = new ArtifactStore(engine, component, image, signal, place);
  }

  /** Saves a text as two artifacts, as a build would. */
  async save(name: string, text: string): Promise<void> {
    const output = await this.output();
    const artifacts = [];
    for (const [file, content] of [
      ['tea.txt', text],
      ['leaf.txt', `a leaf of ${text}`],
    ] as const) {
      const written = await output.write(file, Readable.from([content]));
      await output.seal(file);
      artifacts.push({ file, role: file, ...written });
    }
    const manifest: BuiltManifest = {
      component: this.component,
      builder: { image: 'kettle', digest: keyOf('kettle') },
      artifacts,
    };
    await this.store.save(keyOf(name), output, manifest, this.log);
  }

  /** Restores the text. Resolves to undefined if it is not in the store. */
  async restore(name: string, files = ['tea.txt', 'leaf.txt']): Promise<string | undefined> {
    const output = await this.output();
    const patterns = files.map((file) => ({ file, role: file }));
    if (!(await this.store.restore(keyOf(name), output, this.log, patterns))) {
      expect(output.files().size).toBe(0);
      return undefined;
    }
    const texts = new Map<string, string>();
    for (const file of files) {
      await output.seal(file);
      texts.set(file, await readFile(output.pathOf(file), 'utf8'));
    }
    const tea = texts.get('tea.txt')!;
    expect(texts.get('leaf.txt')).toBe(`a leaf of ${tea}`);
    return tea;
  }

  remove(): void {
    rmSync(this.root, { recursive: true });
  }

  private output(): Promise<OutputFolder> {
    this.count += 1;
    return OutputFolder.begin(join(this.root, String(this.count)));
  }
}
