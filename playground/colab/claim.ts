import { createHash } from 'node:crypto';
import type { DirectCode } from './job-code.ts';
import { type Claim, claimSchema, RunError } from './protocol.ts';

const refusals: Record<number, string> = {
  401: 'The bot does not accept this job code. A code works once: ask for a new one with /train start.',
  409: 'This job is already running in another notebook.',
  410: 'This job was cancelled or is over. Start a new one with /train start.',
};

/**
 * Takes the job: the code's one-time token against the specification, the secret and the photos' addresses.
 * @throws RunError with a sentence when the bot cannot be reached or refuses.
 */
export async function claimJob(code: DirectCode, signal: AbortSignal): Promise<Claim> {
  const url = `${code.apiUrl.replace(/\/+$/, '')}/training/claim`;
  const { host } = new URL(url);
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jobId: code.jobId, token: code.oneTimeToken }),
    signal: AbortSignal.any([signal, AbortSignal.timeout(30_000)]),
  }).catch((error: unknown) => {
    if (signal.aborted) throw error;
    throw new RunError(
      `The bot at ${host} could not be reached. Is it running, and is its PUBLIC_URL right?`,
    );
  });
  if (!response.ok) {
    await response.body?.cancel();
    throw new RunError(
      refusals[response.status] ?? `The bot at ${host} answered ${response.status} when asked for the job.`,
    );
  }
  const body: unknown = await response.json().catch(() => undefined);
  const parsed = claimSchema.safeParse(body);
  if (!parsed.success) {
    const where = [...new Set(parsed.error.issues.map(issue => issue.path.join('.') || 'body'))].join(', ');
    throw new RunError(`The bot at ${host} answered something this notebook does not understand (${where}).`);
  }
  return parsed.data;
}

/** Largest photo accepted, as a guard against an address that never ends. */
const photoLimitBytes = 30 * 1024 * 1024;

/**
 * Downloads the job's photos and checks each against its SHA-256.
 * @throws RunError naming the photo that is missing or not what the bot said.
 */
export async function downloadPhotos(
  photos: Claim['photos'],
  signal: AbortSignal,
  headers: Record<string, string> = {},
): Promise<Buffer[]> {
  return Promise.all(
    photos.map(async (photo, index) => {
      const name = `Photo ${index + 1} of ${photos.length}`;
      const response = await fetch(photo.url, {
        headers,
        signal: AbortSignal.any([signal, AbortSignal.timeout(60_000)]),
      }).catch((error: unknown) => {
        if (signal.aborted) throw error;
        throw new RunError(`${name} could not be downloaded: the bot did not answer.`);
      });
      if (!response.ok) {
        await response.body?.cancel();
        throw new RunError(`${name} could not be downloaded: the bot answered ${response.status}.`);
      }
      if (Number(response.headers.get('content-length') ?? 0) > photoLimitBytes) {
        await response.body?.cancel();
        throw new RunError(`${name} is larger than ${photoLimitBytes / 1024 / 1024} MB.`);
      }
      const bytes = Buffer.from(await response.arrayBuffer());
      if (createHash('sha256').update(bytes).digest('hex') !== photo.sha256.toLowerCase()) {
        throw new RunError(`${name} arrived damaged: its SHA-256 is not the one the bot promised.`);
      }
      return bytes;
    }),
  );
}
