/** Every machine of a training has it, whichever bot started it. */
export const appLabel = { name: 'app', value: 'actor-lora' };

/** What `runJob` of Hugging Face's client takes beside its namespace and credentials. */
export interface TrainingJobRequest {
  dockerImage: string;
  command: string[];
  flavor: string;
  timeoutSeconds: number;
  environment: Record<string, string>;
  /** Never to be logged. */
  secrets: Record<string, string>;
  labels: Record<string, string>;
}

/**
 * A training as a Hugging Face job: the trainer of colab/ in one `uv run`. The job code and the token travel as
 * secrets; the command holds neither. colab/actor_lora/run/hf_job.py makes the same, and the test vectors hold both
 * to it.
 */
export function trainingJobRequest({
  jobId,
  jobCode,
  trainer,
  token,
  flavor = 't4-small',
  timeoutSeconds = 3 * 3600,
}: {
  jobId: string;
  jobCode: string;
  /** Address of the trainer's package: `git+https://…#subdirectory=colab`, or of a wheel. */
  trainer: string;
  /** A Hugging Face token that may write. */
  token: string;
  flavor?: string;
  /** The hub's own default of 30 minutes ends most trainings. */
  timeoutSeconds?: number;
}): TrainingJobRequest {
  return {
    dockerImage: 'ghcr.io/astral-sh/uv:python3.12-bookworm',
    command: ['uv', 'run', '--no-project', '--with', `actor-lora @ ${trainer}`, 'actor-lora', 'train'],
    flavor,
    timeoutSeconds,
    environment: { PYTHONUNBUFFERED: '1' },
    secrets: { ACTOR_LORA_JOB_CODE: jobCode, HF_TOKEN: token },
    labels: { [appLabel.name]: appLabel.value, job: jobId },
  };
}
