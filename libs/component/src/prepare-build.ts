import type { ArtifactPattern } from '@hypriotkit/artifacts';
import type { BuilderImage } from './builder-image';
import { checkedPatterns } from './check-request';
import { prepareRun, type Input, type PreparedRun } from './prepare-run';
import type { BuildRequest } from './request';
import { refuseSecretAnswers } from './secret-names';
import type { Tools } from './tools';
import { askVariables } from './variables';

/** A run of a builder, and the names of the files that it must leave. */
export interface PreparedBuild {
  run: PreparedRun;
  patterns: ArtifactPattern[];
}

/** Prepares a build with what only its builder image knows. Whoever calls it has found the inputs. */
export async function prepareBuild(
  request: BuildRequest,
  inputs: Input[],
  builder: BuilderImage,
  tools: Tools,
): Promise<PreparedBuild> {
  const answers = await askVariables(request, inputs, builder, tools);
  refuseSecretAnswers(request.artifacts, answers, tools.log.masker);
  const run = await prepareRun(request, inputs, answers);
  return { run, patterns: checkedPatterns(run, request.artifacts) };
}
