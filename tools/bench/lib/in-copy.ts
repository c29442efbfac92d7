import { WorkspaceCopy } from '../../e2e/lib/workspace-copy';

/** Runs work in a copy of this workspace, which is removed afterwards. */
export async function inCopy<Result>(work: (copy: WorkspaceCopy) => Promise<Result>): Promise<Result> {
  const copy = new WorkspaceCopy();
  try {
    return await work(copy);
  } finally {
    copy.remove();
  }
}
