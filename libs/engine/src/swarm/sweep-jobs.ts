import { dockerOf, type Engine } from '../connection/engine';
import { fromEngine } from '../from-engine';
import { LABEL_HOST, LABEL_PID, LABEL_STARTED } from '../leftovers/labels';
import { stillRuns } from '../leftovers/process-identity';
import { thisHost } from '../leftovers/this-host';
import { unlessGone } from './create-job';

interface Listed {
  ID: string;
  Spec?: { Labels?: Record<string, string> };
}

/** Removes the jobs, with their secrets, of processes of this machine that have died. Resolves to how many there were. */
export async function sweepJobs(engine: Engine): Promise<number> {
  const docker = dockerOf(engine);
  const filters = JSON.stringify({ label: [`${LABEL_HOST}=${thisHost()}`] });
  const [services, secrets] = await Promise.all([docker.listServices({ filters }), docker.listSecrets({ filters })])
    .then((lists) => lists as unknown as [Listed[], Listed[]])
    .catch((error: unknown) => {
      throw fromEngine('Looking for jobs that were left over', error);
    });
  const orphans = services.filter(isDead);
  for (const { ID } of orphans) await unlessGone(docker.getService(ID).remove(), 'Removing a job that was left over');
  for (const { ID } of secrets.filter(isDead)) {
    await unlessGone(docker.getSecret(ID).remove(), 'Removing a secret that was left over');
  }
  return orphans.length;
}

function isDead({ Spec }: Listed): boolean {
  const { [LABEL_PID]: pid, [LABEL_STARTED]: started = '' } = Spec?.Labels ?? {};
  return Number(pid) > 0 && !stillRuns(Number(pid), started);
}
