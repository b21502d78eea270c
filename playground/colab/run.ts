import { setTimeout as sleep } from 'node:timers/promises';
import { claimJob, downloadPhotos } from './claim.ts';
import { createEventSender, type EventSender, type Post } from './events.ts';
import { cropFace } from './face-crop.ts';
import { isRelayed, type JobCode } from './job-code.ts';
import { type Claim, type EventData, RunError, type SampleImage } from './protocol.ts';
import { type DrawnSample, type Shelf, shelfWithToken } from './publish.ts';
import { claimOverHub, postOverHub } from './relay.ts';
import { drawSample } from './sample-art.ts';
import { shelfThroughBot } from './through-bot.ts';

/** How a run ended, in words. `delivered`: whether the bot took the last event. */
export type RunOutcome =
  | {
      status: 'completed';
      message: string;
      repo: string;
      revision: string;
      images: SampleImage[];
      delivered: boolean;
    }
  /** The bot said 410, or the notebook was interrupted. */
  | { status: 'stopped'; message: string }
  | { status: 'failed'; message: string; delivered: boolean }
  /** The job was never taken: the bot could not be reached or refused the code. */
  | { status: 'refused'; message: string };

/** What can be made to go wrong halfway: a failure that is reported, or a runtime that falls silent. */
export type Mishap = 'fail' | 'vanish';

/** What the page shows while a run goes on. */
export interface RunProgress {
  phase: 'claiming' | 'preparing' | 'training' | 'verifying' | 'uploading' | 'over';
  actorName?: string;
  baseModel?: string;
  step: number;
  totalSteps: number;
  loss: number[];
  etaSeconds?: number;
  face?: Buffer;
  samples: DrawnSample[];
}

export interface RunContext {
  code: JobCode;
  hubUrl: string;
  hfToken: string;
  /** Pause between two progress events, in milliseconds. */
  stepDelayMs: number;
  backoffMs?: readonly number[];
  terminalPatienceMs?: number;
  mishap?: Mishap;
  progress: RunProgress;
  /** Aborted by the person at the notebook. */
  interrupt: AbortSignal;
  /** Aborted when the notebook server closes: nothing more is sent. */
  abandon: AbortSignal;
  log(text: string): void;
}

/** How many progress events a run sends, however many steps it has. */
const progressEvents = 25;

/** Claims a job and plays it through: nothing is trained, everything else is as the real trainer does it. */
export async function playRun(context: RunContext): Promise<RunOutcome> {
  const { progress, log, code } = context;
  let claim: Claim;
  let post: Post | undefined;
  try {
    if (isRelayed(code)) {
      log(`Looking into ${code.relayRepo} for job ${code.jobId} …`);
      const taken = await claimOverHub(code, context);
      claim = taken;
      post = postOverHub(code, taken, context);
    } else {
      log(`Asking ${new URL(code.apiUrl).host} for job ${code.jobId} …`);
      claim = await claimJob(code, context.interrupt);
    }
  } catch (error) {
    progress.phase = 'over';
    if (context.interrupt.aborted)
      return { status: 'stopped', message: 'Interrupted before the job was taken.' };
    return { status: 'refused', message: sentence(error) };
  }
  const { spec } = claim;
  Object.assign(progress, {
    phase: 'preparing',
    actorName: spec.actorName,
    baseModel: spec.baseModel,
    totalSteps: spec.steps,
  });
  log(
    `Took job ${claim.jobId}, attempt ${claim.attempt}: ${spec.actorName} on ${spec.baseModel}, ${spec.steps} steps.`,
  );
  log(`Consent: ${spec.consentNote}`);

  const gone = new AbortController();
  const signal = AbortSignal.any([context.interrupt, gone.signal]);
  const sender = createEventSender({
    eventsUrl: claim.eventsUrl,
    secret: claim.secret,
    jobId: claim.jobId,
    attempt: claim.attempt,
    ...(post ? { post } : {}),
    ...(context.backoffMs ? { backoffMs: context.backoffMs } : {}),
    ...(context.terminalPatienceMs === undefined ? {} : { terminalPatienceMs: context.terminalPatienceMs }),
    onGone: () => gone.abort(),
    log,
  });
  if (context.abandon.aborted) sender.abort();
  const abandon = () => sender.abort();
  context.abandon.addEventListener('abort', abandon, { once: true });
  const { hubUrl, hfToken } = context;
  const { uploads } = claim;
  const shelf = uploads
    ? shelfThroughBot({ ...claim, uploads }, signal)
    : shelfWithToken({ hubUrl, hfToken, spec, signal });
  const ended = async (): Promise<RunOutcome> => {
    sender.abort();
    await shelf.remove().catch(() => log('The job’s branch could not be removed.'));
    return {
      status: 'stopped',
      message: 'The bot said that the job is cancelled or over, so the run stopped.',
    };
  };

  try {
    const result = await play(context, claim, { shelf, signal }, sender);
    if (result === 'vanished') {
      sender.abort();
      return {
        status: 'stopped',
        message: 'The runtime was lost halfway, as asked. The bot was told nothing.',
      };
    }
    const delivered = await sender.drained();
    if (gone.signal.aborted) return await ended();
    // Over the hub the bot reads the end there, and clears it away itself.
    if (!post) await shelf.remove().catch(() => log('The job’s branch could not be removed.'));
    const rest = delivered ? '' : ' The bot could not be told.';
    return {
      status: 'completed',
      message: `${spec.actorName} is on the hub as ${spec.repo}.${rest}`,
      delivered,
      ...result,
    };
  } catch (error) {
    if (gone.signal.aborted) return await ended();
    const reason = context.interrupt.aborted ? 'The run was interrupted in the notebook.' : sentence(error);
    log(reason);
    sender.send('failed', { step: progress.step, totalSteps: spec.steps, reason });
    const delivered = await sender.drained();
    if (context.interrupt.aborted) return { status: 'stopped', message: reason };
    return { status: 'failed', message: reason, delivered };
  } finally {
    context.abandon.removeEventListener('abort', abandon);
    progress.phase = 'over';
  }
}

async function play(
  context: RunContext,
  claim: Claim,
  { shelf, signal }: { shelf: Shelf; signal: AbortSignal },
  sender: EventSender,
) {
  const { progress, log, mishap } = context;
  const { spec } = claim;
  const at = (): EventData => ({ step: progress.step, totalSteps: spec.steps });

  log(`Downloading ${claim.photos.length} photos …`);
  const headers: Record<string, string> = isRelayed(context.code)
    ? { authorization: `Bearer ${context.hfToken}` }
    : {};
  const photos = await downloadPhotos(claim.photos, signal, headers);
  const face = await cropFace(photos);
  progress.face = face.pixels;
  log(`All photos are as promised (SHA-256). The face is taken from photo ${face.photo + 1}.`);
  await shelf.prepare();
  const prompts = spec.samplePrompts.length ? spec.samplePrompts.slice(0, 3) : [spec.instancePrompt];
  const draw = async (index: number): Promise<DrawnSample> => {
    const prompt = prompts[index % prompts.length] ?? spec.instancePrompt;
    // Like the real trainer: the same seeds for every version, so that they can be compared; only the art differs.
    const seed = index;
    const art = spec.seed + index;
    return { prompt, seed, png: await drawSample({ face: face.pixels, prompt, seed: art, style: index }) };
  };

  progress.phase = 'training';
  sender.send('started', at());
  log('“Training” has begun. This is a stand-in: nothing is learned.');
  for (let tick = 1; tick <= progressEvents; tick++) {
    await sleep(context.stepDelayMs, undefined, { signal });
    progress.step = Math.round((spec.steps * tick) / progressEvents);
    const loss = lossAt(tick / progressEvents, spec.seed + tick);
    const etaSeconds = Math.ceil(((progressEvents - tick) * context.stepDelayMs) / 1000);
    progress.loss.push(loss);
    progress.etaSeconds = etaSeconds;
    sender.send('progress', { ...at(), loss, lr: spec.learningRate, etaSeconds });
    if (tick === Math.floor(progressEvents / 2)) {
      if (mishap === 'fail')
        throw new RunError('The runtime ran out of memory (a mishap that was asked for).');
      await saveMidway(context, { shelf, spec }, sender, await draw(0), at());
      if (mishap === 'vanish') {
        // What was sent before it was lost has arrived, however slow the way is.
        await sender.drained();
        return 'vanished' as const;
      }
    }
  }

  progress.phase = 'verifying';
  sender.send('verifying', at());
  log('Verifying … (there is nothing to verify in a stand-in)');
  const samples = await Promise.all([0, 1, 2].map(draw));
  progress.samples = samples;
  progress.phase = 'uploading';
  sender.send('uploading', at());
  log(`Uploading to ${spec.repo} …`);
  const { revision, images } = await shelf.publish({
    face: face.pixels,
    samples,
    record: {
      standIn: true,
      note: 'Made by the playground’s stand-in trainer. Nothing was trained.',
      jobId: claim.jobId,
      attempt: claim.attempt,
      photoCount: photos.length,
      spec,
      loss: progress.loss,
    },
  });
  sender.send('completed', { ...at(), repo: spec.repo, revision, images, standIn: true });
  log(`Published ${spec.repo} at ${revision.slice(0, 12)}.`);
  return { repo: spec.repo, revision, images };
}

/** A sample and a checkpoint on the job's branch, as the real trainer leaves them for a resume. */
async function saveMidway(
  { progress, log }: RunContext,
  { shelf, spec }: { shelf: Shelf; spec: Claim['spec'] },
  sender: EventSender,
  sample: DrawnSample,
  at: EventData,
) {
  const name = `step-${String(at.step).padStart(6, '0')}`;
  const path = `samples/${name}.png`;
  const revision = await shelf.save(`Sample at step ${at.step}`, [{ path, content: sample.png }]);
  progress.samples = [sample];
  sender.send('sample', { ...at, images: [{ path, revision, prompt: sample.prompt, seed: sample.seed }] });
  const state = { standIn: true, step: at.step, totalSteps: at.totalSteps, seed: spec.seed };
  const saved = await shelf.save(`Checkpoint at step ${at.step}`, [
    { path: `checkpoints/${name}/state.json`, content: `${JSON.stringify(state, null, 2)}\n` },
  ]);
  sender.send('checkpoint', { ...at, revision: saved });
  log(`Sample and checkpoint at step ${at.step} are on branch ${spec.branch}.`);
}

/** A falling, slightly noisy curve, as DreamBooth shows it. `done` runs from 0 to 1. */
function lossAt(done: number, seed: number): number {
  const wobble = Math.sin(seed * 12.9898) * 43758.5453;
  const noise = (wobble - Math.floor(wobble) - 0.5) * 0.03;
  return Math.round((0.092 + 0.24 * Math.exp(-3.2 * done) + noise) * 10_000) / 10_000;
}

function sentence(error: unknown): string {
  if (error instanceof RunError) return error.message;
  return `The run failed: ${error instanceof Error ? error.message : String(error)}`;
}
