import { setImmediate } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { UserError } from '../../errors.ts';
import type { Claim } from './callbacks/answers.ts';
import { transition } from './job/changes.ts';
import { isActive, isOver, isResumable, type TrainingJob, trainingJobSchema } from './job/job.ts';
import { type TrainingEvent, trainingEventSchema } from './job/training-event.ts';
import {
  ana,
  createTrainingWorld,
  decode,
  guildId,
  revision,
  signedEvent,
  withCode,
} from './testing/training-fixture.ts';

const minute = 60_000;
const kinds = ['started', 'progress', 'sample', 'checkpoint', 'verifying', 'uploading'] as const;
type Kind = (typeof kinds)[number] | 'completed' | 'failed';

/** What a trainer says, without whose it is. */
const sayingOf = (
  kind: Kind,
  seq: number,
  step: number,
  loss: number | null,
  job: Pick<TrainingJob, 'spec'>,
) => ({
  type: `training.${kind}`,
  seq,
  step,
  loss,
  ...(kind === 'sample' ? { images: [{ path: `a${seq}.png` }, { path: `b${seq}.png` }] } : {}),
  ...(kind === 'completed' ? { repo: job.spec.repo, revision } : {}),
  ...(kind === 'failed' ? { reason: 'out of memory' } : {}),
});

/** The world after a start, with the code that was given out for it. */
async function begun() {
  const world = await createTrainingWorld();
  const { job, jobCode } = await world.start((await world.register()).id);
  return { world, jobId: job.id, jobCode };
}

async function claimOf(world: Awaited<ReturnType<typeof begun>>['world'], jobCode: string) {
  const { jobId, oneTimeToken: token } = decode(jobCode);
  return world.training.claim({ jobId, token });
}

describe('a complete run', () => {
  let job: TrainingJob;
  beforeAll(async () => {
    const { world, jobId, jobCode } = await begun();
    await claimOf(world, jobCode);
    job = trainingJobSchema.parse(world.training.byId(jobId));
  });

  const heard = (attempt: number, saying: ReturnType<typeof sayingOf>): TrainingEvent => ({
    ...trainingEventSchema.parse({ jobId: job.id, attempt, ...saying }),
    id: `${attempt}-${saying.seq}`,
    at: job.createdAt + saying.seq,
  });
  /** In order, as a trainer sends it: steps that rise, phases that follow each other, the result at last. */
  const run = (attempt: number, steps: number[]): TrainingEvent[] => {
    const way: Kind[] = [
      'started',
      ...steps.map(n => (n % 7 ? 'progress' : 'sample')),
      'verifying',
      'uploading',
      'completed',
    ];
    let step = 0;
    return way.map((kind, seq) => {
      step += steps[seq - 1] ?? 0;
      return heard(attempt, sayingOf(kind, seq, step, 1 / (seq + 1), job));
    });
  };
  const anySteps = fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 600, size: 'max' });

  test('leads to a result that is to be taken in, within its bounds', () => {
    fc.assert(
      fc.property(anySteps, steps => {
        const after = run(1, steps).reduce(transition, job);
        expect(after).toMatchObject({ state: 'uploading', result: { revision }, lastSeq: steps.length + 3 });
        expect(after.step).toBe(steps.reduce((sum, n) => sum + n, 0));
        expect(after.losses.length).toBeLessThanOrEqual(240);
        expect(after.eventsSeen.length).toBeLessThanOrEqual(100);
        expect(after.images.length).toBeLessThanOrEqual(16);
      }),
    );
  });

  test('is the same with repeats, stragglers and other attempts in between', () => {
    const anyNoise = fc.array(fc.tuple(fc.nat(), fc.nat(), fc.boolean()), { maxLength: 60 });
    fc.assert(
      fc.property(anySteps, anyNoise, (steps, noise) => {
        const events = run(1, steps);
        const delivered = events.map(event => [event]);
        for (const [after, of, ours] of noise) {
          const at = after % events.length;
          // Never ahead of what has come: that is what `lost on the way` is about.
          const event = events[of % (at + 1)];
          if (event)
            delivered[at]?.push(
              ours ? event : { ...event, attempt: 2 + (of % 3), id: `other${of}`, seq: of },
            );
        }
        expect(delivered.flat().reduce(transition, job)).toEqual(events.reduce(transition, job));
      }),
    );
  });

  test('whatever is lost on the way: the last event is enough', () => {
    fc.assert(
      fc.property(anySteps, fc.infiniteStream(fc.boolean()), (steps, kept) => {
        const events = run(1, steps);
        const some = events.filter(event => event.type === 'training.completed' || kept.next().value);
        const after = some.reduce(transition, job);
        expect(after).toMatchObject({ state: 'uploading', result: { revision } });
        expect(after.step).toBe(steps.reduce((sum, n) => sum + n, 0));
      }),
    );
  });
});

type Command =
  | { do: 'claim' }
  | { do: 'cancel' }
  | { do: 'resume' }
  | { do: 'wait'; minutes: number }
  | {
      do: 'tell';
      kind: Kind;
      ago: number;
      seq: number;
      step: number;
      loss: number | null;
      oldSecret: boolean;
    }
  | { do: 'repeat'; which: number };

const anyTelling = fc.record({
  do: fc.constant('tell' as const),
  kind: fc.oneof(
    { weight: 30, arbitrary: fc.constantFrom(...kinds) },
    { weight: 1, arbitrary: fc.constantFrom('completed' as const, 'failed' as const) },
  ),
  /** How many attempts ago it was said. */
  ago: fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, fc.integer({ min: -1, max: 2 })),
  seq: fc.integer({ min: 0, max: 60 }),
  step: fc.integer({ min: 0, max: 900 }),
  loss: fc.option(fc.double({ min: 0, max: 2, noNaN: true })),
  oldSecret: fc.boolean(),
});
/** The ends are rare, or little would come after a second claim. */
const anyCommand: fc.Arbitrary<Command> = fc.oneof(
  { weight: 40, arbitrary: anyTelling },
  { weight: 12, arbitrary: fc.record({ do: fc.constant('repeat' as const), which: fc.nat() }) },
  { weight: 20, arbitrary: fc.constant({ do: 'claim' as const }) },
  {
    weight: 12,
    arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.constantFrom(1, 4, 16, 16, 61) }),
  },
  { weight: 20, arbitrary: fc.constant({ do: 'resume' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'cancel' as const }) },
);

/** The job without what is cleared away behind it once it is over. */
const itself = ({ leftovers: _leftovers, run: _run, ...job }: TrainingJob) => job;
const isChanged = (before: TrainingJob, after: TrainingJob) =>
  !isDeepStrictEqual(itself(before), itself(after));

/** What holds of a job whatever has happened to it. */
function expectLegal(job: TrainingJob): void {
  expect(trainingJobSchema.parse(job)).toEqual(job);
  expect(job.eventsSeen.length).toBeLessThanOrEqual(100);
  expect(new Set(job.eventsSeen).size).toBe(job.eventsSeen.length);
  expect(job.losses.length).toBeLessThanOrEqual(240);
  expect(job.images.length).toBeLessThanOrEqual(16);
  expect(job.endedAt !== undefined).toBe(isOver(job));
  expect(job.reason !== undefined).toBe(job.state === 'failed');
  expect(job.cancelledBy !== undefined).toBe(job.state === 'cancelled');
  expect(job.version !== undefined).toBe(job.state === 'succeeded');
  if (job.lost) expect(job.state).toBe('failed');
  if (job.result) expect(['uploading', 'succeeded']).toContain(job.state);
  if (job.state === 'waiting') expect(job.silent ?? job.etaSeconds).toBeUndefined();
  if (isActive(job))
    expect(job).toMatchObject({ sealedSecret: expect.any(String), startedAt: expect.any(Number) });
  if (job.state !== 'waiting' && job.state !== 'failed' && job.state !== 'cancelled')
    expect(job.attempt).toBeGreaterThan(0);
}

/** What a step may have made of a job: forward within an attempt, a new attempt by a claim alone. */
function expectLegalStep(command: Command, before: TrainingJob, after: TrainingJob): void {
  expect(after.step).toBeGreaterThanOrEqual(before.step);
  if (command.do === 'claim' && before.state === 'waiting' && after.state === 'running') {
    expect(after).toMatchObject({ attempt: before.attempt + 1, lastSeq: -1 });
    expect(after.startStep).toBeUndefined();
    return;
  }
  expect(after.attempt).toBe(before.attempt);
  if (command.do === 'tell' && after !== before && before.lastSeq !== after.lastSeq) {
    expect(after.lastSeq).toBeGreaterThan(before.lastSeq);
    expect(after.eventsSeen.length).toBeGreaterThan(0);
  } else expect(after.lastSeq).toBe(before.lastSeq);
  if (command.do === 'repeat') expect(itself(after)).toEqual(itself(before));
  if (isOver(before) && isChanged(before, after)) {
    expect(command.do).toBe('resume');
    expect(isResumable(before)).toBe(true);
    expect(after.state).toBe('waiting');
  }
}

test('claims, events of several attempts, silence, resumes and cancellations in any order: always a legal job', {
  timeout: 300_000,
}, async () => {
  const seen = new Map<string, number>();
  const saw = (what: string) => seen.set(what, (seen.get(what) ?? 0) + 1);
  await fc.assert(
    fc.asyncProperty(fc.array(anyCommand, { minLength: 20, maxLength: 60 }), async commands => {
      const start = await begun();
      const { world, jobId } = start;
      const { training, clock } = world;
      let { jobCode } = start;
      const claims: Claim[] = [];
      const taken: { headers: Record<string, string>; body: string }[] = [];
      const now = () => {
        const job = training.byId(jobId);
        if (!job) throw new Error('the job is gone');
        return job;
      };
      const receive = ({ headers, body }: (typeof taken)[number]) =>
        training.receive({ headers, body: Buffer.from(body) });
      const gently = (work: Promise<unknown>) =>
        work.catch(error => {
          if (!(error instanceof UserError)) throw error;
        });

      async function obey(command: Command): Promise<void> {
        if (command.do === 'claim') {
          const answer = await claimOf(world, jobCode);
          if (answer.outcome === 'claimed') claims.push(answer);
        } else if (command.do === 'cancel') {
          await gently(training.cancel({ guildId, jobId, memberId: ana, admin: false }));
        } else if (command.do === 'resume') {
          await gently(
            training.resume({ guildId, memberId: ana, jobId }).then(started => {
              jobCode = withCode(started).jobCode;
            }),
          );
        } else if (command.do === 'wait') {
          clock.ms += command.minutes * minute;
          await training.sweep();
        } else if (command.do === 'repeat') {
          const again = taken[command.which % taken.length];
          if (again) await receive(again);
        } else {
          const latest = claims.at(-1);
          const secret = (command.oldSecret ? claims[0] : latest)?.secret;
          if (!latest || !secret) return;
          const { kind, seq, step, loss } = command;
          const attempt = Math.max(1, latest.attempt - command.ago);
          const id = `${attempt}-${seq}-${kind}`;
          const saying = sayingOf(kind, seq, step, loss, now());
          const event = signedEvent({ jobId, attempt, secret }, saying, { id });
          const before = now();
          const { outcome } = await receive(event);
          if (outcome === 'stored') taken.push(event);
          // Only what the trainer at work says, signed with what it was given, changes anything.
          if (secret !== latest.secret || attempt > before.attempt)
            expect(itself(now())).toEqual(itself(before));
          else if (kind !== 'completed') {
            const heard = { ...trainingEventSchema.parse(JSON.parse(event.body)), id, at: clock.ms };
            expect(itself(now())).toEqual(itself(transition(before, heard)));
          }
        }
        // A result is taken in behind the answer.
        while (now().state === 'uploading' && now().result) await setImmediate();
      }

      for (const command of commands) {
        const before = now();
        await obey(command);
        const after = now();
        expectLegal(after);
        expectLegalStep(command, before, after);
        saw(after.state);
        if (after.attempt > 1 && after.lastSeq >= 0) saw('heard of a later attempt');
        if (isOver(before) && isChanged(before, after)) saw('resumed');
      }
      await training.stop();
    }),
    { numRuns: 100 },
  );
  // Or else the commands above would have gone past what they are to try.
  for (const state of [
    'waiting',
    'running',
    'verifying',
    'uploading',
    'failed',
    'resumed',
    'heard of a later attempt',
  ])
    expect([...seen.keys()]).toContain(state);
});
