import type { ExecutorContext } from '@nx/devkit';
import { signArtifacts } from '@hypriotkit/component';
import { inEngine } from '../../lib/in-engine';
import { signRequest } from '../../lib/requests';
import type { SignExecutorOptions } from './schema';

/** Signs finished artifacts with minisign: they are in `dist/signed/<project>` then, each beside its signature. */
export default function sign(options: SignExecutorOptions, context: ExecutorContext): Promise<{ success: boolean }> {
  return inEngine(options, context, signRequest, signArtifacts);
}
