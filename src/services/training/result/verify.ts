import { z } from 'zod';
import { cutText } from '../../../cut-text.ts';
import type { Logger } from '../../../logger.ts';
import type { Actor, Verification } from '../../actors/actor.ts';
import type { Hub } from '../../huggingface/hub/hub.ts';
import { usablePhotos } from '../../photos/assess.ts';
import { limits } from '../../photos/faults.ts';
import { distance, meanOf } from '../../vision/descriptors.ts';
import type { Vision } from '../../vision/vision.ts';
import type { TrainingJob } from '../job/job.ts';

/** What the trainer publishes beside the weights; written by colab/actor_lora/verification/report.py. */
const reportSchema = z.object({
  verdict: z.enum(['passed', 'failed', 'unchecked']),
  likeness: z.number().nullish(),
  likenessNeeded: z.number().nullish(),
  reasons: z.array(z.string().transform(words => cutText(words, 300))).default([]),
});
const reportFile = 'verification.json';
const mostReportBytes = 1024 * 1024;

/** Share of the samples that must show a face, as with the trainer's own gate. */
const facesNeeded = 0.75;
/** Paintings and strange light are among the samples, so that the bound is the wider one that photos have. */
const mostApart = limits.perhapsSamePerson;

const rounded = (value: number) => Math.round(value * 1_000) / 1_000;

/** How well a result shows its actor. Rejects where the hub could not be reached. */
export type Verify = (
  job: TrainingJob,
  actor: Actor,
  revision: string,
  samples: Buffer[],
) => Promise<Verification | undefined>;

/**
 * What the trainer measured, and what the bot sees in the samples with its own face model: the trainer's word alone
 * would be a stranger's. Likeness of the bot's own is 1 − the mean distance of the faces to the photos' mean.
 */
export function createVerify({
  hub,
  look,
  logger,
}: {
  hub: Pick<Hub, 'download'>;
  look: Vision['look'];
  logger: Logger;
}): Verify {
  async function reported(job: TrainingJob, revision: string): Promise<Verification['trainer']> {
    const bytes = await hub.download({
      ...{ repo: job.spec.repo, revision, path: reportFile },
      maxBytes: mostReportBytes,
    });
    if (!bytes) return undefined;
    try {
      const { reasons, ...report } = reportSchema.parse(JSON.parse(bytes.toString('utf8')));
      return { ...report, reasons: reasons.slice(0, 10) };
    } catch (error) {
      logger.warn({ err: error, job: job.id }, 'the verification of a training is not as agreed');
      return undefined;
    }
  }

  async function ownLook(job: TrainingJob, actor: Actor, samples: Buffer[]): Promise<Verification['own']> {
    const known = usablePhotos(actor.photos).flatMap(({ sight }) =>
      sight?.descriptor ? [sight.descriptor] : [],
    );
    if (known.length === 0 || samples.length === 0) return undefined;
    const centre = meanOf(known);
    const distances: number[] = [];
    try {
      for (const sample of samples) {
        const { descriptor } = await look(sample);
        if (descriptor) distances.push(distance(descriptor, centre));
      }
    } catch (error) {
      logger.warn({ err: error, job: job.id }, 'the samples of a training could not be looked at');
      return undefined;
    }
    const mean = distances.length
      ? distances.reduce((sum, one) => sum + one, 0) / distances.length
      : undefined;
    return {
      passed: mean !== undefined && mean <= mostApart && distances.length >= facesNeeded * samples.length,
      samples: samples.length,
      faces: distances.length,
      ...(mean === undefined ? {} : { likeness: rounded(1 - mean) }),
      needed: rounded(1 - mostApart),
    };
  }

  return async (job, actor, revision, samples) => {
    const trainer = await reported(job, revision).catch(error => {
      // About the file itself, not about the way there.
      if (error instanceof RangeError) return undefined;
      throw error;
    });
    const own = await ownLook(job, actor, samples);
    return trainer || own ? { ...(trainer ? { trainer } : {}), ...(own ? { own } : {}) } : undefined;
  };
}
