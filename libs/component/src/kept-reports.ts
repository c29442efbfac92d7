import { join } from 'node:path';
import { ArtifactStore, OutputFolder, storePlace, type BuiltManifest } from '@hypriotkit/artifacts';
import { buildKey } from './build-key';
import type { BuilderImage } from './builder-image';
import type { PreparedRun } from './prepare-run';
import { sayWhere, writeInputs, type Report } from './reports';
import type { Reports, RunRequest } from './request';
import type { Tools } from './tools';

/** Keeps the reports of successful runs in the store, by the digest of everything that a run reads. */
export class KeptReports {
  private readonly store: ArtifactStore;
  private readonly key: string;
  private readonly patterns: { role: string; file: string }[];

  constructor(
    private readonly request: RunRequest,
    private readonly reports: Reports,
    private readonly run: PreparedRun,
    private readonly builder: BuilderImage,
    private readonly tools: Tools,
  ) {
    this.store = new ArtifactStore(tools.engine, request.component, builder.id, tools.signal, storePlace());
    this.patterns = reports.files.map((file) => ({ role: file, file }));
    this.key = buildKey(request, run, this.patterns, builder.digest);
  }

  /** Returns whether the store had the reports of a run with the same inputs. They then are in the folder. */
  async restore(): Promise<boolean> {
    const output = await OutputFolder.begin(this.reports.folder);
    try {
      const found = await this.store.restore(this.key, output, this.tools.log, this.patterns);
      if (!found) return false;
      await writeInputs(output, this.run.inputs);
      await output.commit();
      sayWhere(this.tools.log, this.reports.folder, found.manifest.artifacts);
      return true;
    } finally {
      await output.discard();
    }
  }

  /** Keeps the reports that a successful run has left, if they are complete. */
  async save(left: Report[]): Promise<void> {
    if (left.length < this.reports.files.length) return;
    const { image, digest } = this.builder;
    const manifest: BuiltManifest = {
      component: this.request.component,
      builder: { image, digest },
      artifacts: left.map((report) => ({ ...report, role: report.file })),
    };
    const output = { pathOf: (file: string) => join(this.reports.folder, file) };
    await this.store.save(this.key, output, manifest, this.tools.log);
  }
}
