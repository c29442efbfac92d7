import { posix } from 'node:path';
import type Docker from 'dockerode';
import { dockerOf, worldOfEngine, type Engine } from '../connection/engine';
import { fromEngine, statusOf } from '../from-engine';
import { credentialsFor } from '../registry/credentials';
import { parseImageReference } from '../registry/image-reference';
import type { JobSpec } from './job-spec';

const NANOSECONDS = 1e9;
const ROOT_ALONE_READS = 0o400;

/** A service of the swarm, and the secret that it has. */
export interface Created {
  service: string;
  secret: string;
}

/**
 * Creates a job. The swarm never starts it again: it does not replace tasks of jobs whose node is down (seen with 26.1),
 * so whoever runs the job has to do that, and does it in all cases.
 */
export async function createJob(engine: Engine, spec: JobSpec): Promise<Created> {
  const { name, signal } = spec;
  try {
    const docker = dockerOf(engine);
    const data = Buffer.from(spec.secret.text).toString('base64');
    const secret = (await docker.createSecret({ Name: name, Labels: spec.labels, Data: data })) as { id: string };
    try {
      const { registry } = parseImageReference(spec.image);
      const auth = (await credentialsFor(registry, worldOfEngine(engine))) as Docker.AuthConfig | undefined;
      const options = serviceOf(spec, secret.id) as unknown as Docker.CreateServiceOptions;
      const service = (await (auth ? docker.createService(auth, options) : docker.createService(options))) as {
        id: string;
      };
      return { service: service.id, secret: secret.id };
    } catch (error) {
      await docker.getSecret(secret.id).remove();
      throw error;
    }
  } catch (error) {
    throw fromEngine(`Creating the job ${name}`, error, signal);
  }
}

function serviceOf(spec: JobSpec, secret: string): object {
  const { name, image, env, labels, hostPaths, stopSeconds, architecture } = spec;
  const file = { Name: spec.secret.path, UID: '0', GID: '0', Mode: ROOT_ALONE_READS };
  return {
    Name: name,
    Labels: labels,
    Mode: { ReplicatedJob: { MaxConcurrent: 1, TotalCompletions: 1 } },
    TaskTemplate: {
      ContainerSpec: {
        Image: image,
        Env: Object.entries(env).map(([variable, value]) => `${variable}=${value}`),
        Mounts: Object.entries(hostPaths).map(([source, target]) => ({
          ...{ Type: 'bind', Source: source, Target: posix.normalize(target) },
        })),
        Secrets: [{ SecretID: secret, SecretName: name, File: file }],
        StopGracePeriod: stopSeconds * NANOSECONDS,
      },
      RestartPolicy: { Condition: 'none' },
      ...(architecture === undefined ? {} : { Placement: { Constraints: [`node.platform.arch==${architecture}`] } }),
    },
  };
}

/** Removes a job. Its task, if there is one, is stopped by its node. */
export async function removeJob(engine: Engine, { service, secret }: Created): Promise<void> {
  await unlessGone(dockerOf(engine).getService(service).remove(), 'Removing the job');
  await unlessGone(dockerOf(engine).getSecret(secret).remove(), "Removing the job's secret");
}

export async function unlessGone(removal: Promise<unknown>, what: string): Promise<void> {
  try {
    await removal;
  } catch (error) {
    if (statusOf(error) !== 404) throw fromEngine(what, error);
  }
}
