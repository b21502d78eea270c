import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aJob, jobWith } from '../testing/training-fixture.ts';
import {
  cancelled,
  claimed,
  endShown,
  failed,
  fallenSilent,
  launched,
  notResumable,
  succeeded,
  transition,
  waitingAgain,
  withoutCanceller,
} from './changes.ts';
import {
  isActive,
  isOver,
  isResumable,
  type TrainingJob,
  type TrainingState,
  trainingJobSchema,
} from './job.ts';
import { withToken } from './job-code.ts';
import { withFormerRun, withoutFormerRun, withoutLeftover, withoutTrainer } from './leftovers.ts';
import { withEndMessage, withMessage, withoutReminder, withReminder } from './posts.ts';
import { type TrainingEvent, trainingEventSchema } from './training-event.ts';

/** What may change a job, by name, so that a counterexample can be read. */
interface Change {
  name: string;
  apply: (job: TrainingJob) => TrainingJob;
}
const change = (name: string, apply: Change['apply']): Change => ({ name, apply });

const anyEvent: fc.Arbitrary<Change> = fc
  .record({
    type: fc.constantFrom(
      'started',
      'progress',
      'sample',
      'checkpoint',
      'verifying',
      'uploading',
      'completed',
      'failed',
    ),
    attempt: fc.integer({ min: 1, max: 3 }),
    seq: fc.integer({ min: 0, max: 30 }),
    step: fc.integer({ min: 0, max: 120 }),
    loss: fc.option(fc.double({ min: 0, max: 2, noNaN: true })),
    etaSeconds: fc.option(fc.integer({ min: 0, max: 100 })),
  })
  .map(({ type, ...said }) => {
    const event: TrainingEvent = {
      ...trainingEventSchema.parse({
        ...{ ...said, type: `training.${type}`, jobId: 'job1', totalSteps: 100 },
        ...(type === 'completed' ? { repo: 'studio/nova', revision: 'abcdef1' } : {}),
      }),
      id: `${said.attempt}-${said.seq}`,
      at: 1_000 + said.seq,
    };
    return change(`${type} ${said.attempt}/${said.seq}`, job => transition(job, event));
  });

const run = { kind: 'hf-jobs', namespace: 'studio', id: 'machine' } as const;
const anyOther: fc.Arbitrary<Change> = fc
  .record({ at: fc.integer({ min: 0, max: 5_000 }), yes: fc.boolean() })
  .chain(({ at, yes }) =>
    fc.constantFrom(
      change(`launched`, job => launched(job, run, 1)),
      change(`claimed at the bot ${at}`, job =>
        claimed(job, { sealedSecret: `s${at}`, ...(yes ? { claimHash: 'c' } : {}) }, at),
      ),
      change(`claimed at the hub ${at}`, job => claimed(job, { claimId: 'c' }, at)),
      change('fallen silent', fallenSilent),
      change(`failed ${at} ${yes}`, job =>
        failed(job, { from: 'bot', why: [{ what: 'machine-error' }], at, lost: yes }),
      ),
      change(`cancelled ${at}`, job => cancelled(job, yes ? 'ana' : 'ben', at)),
      change(`succeeded ${at}`, job =>
        succeeded(job, { samples: [{ sha256: 'x', prompt: 'p' }], version: 3, at }),
      ),
      change('waiting again', waitingAgain),
      change('not resumable', notResumable),
      change('end shown', job => endShown(job, yes ? 'failed' : 'cancelled')),
      change(`reminded ${yes}`, job =>
        yes ? withReminder(job, { channelId: 'c', messageId: `${at}` }, at) : withoutReminder(job, at),
      ),
      change(`message ${at}`, job => withMessage(job, { channelId: 'c', messageId: `${at}` })),
      change(`end message ${at}`, job => withEndMessage(job, { channelId: 'c', messageId: `${at}` })),
      change('former run', job => withFormerRun(job, run)),
      change('without the former run', job => withoutFormerRun(job, run)),
      change('token', job => withToken(job, `t${at}`, at)),
      change('without the canceller', job => withoutCanceller(job, 'ana')),
      change('without the trainer', withoutTrainer),
      change('without its branch', job => withoutLeftover(job, 'branch')),
    ),
  );
const anyChanges = fc.array(
  fc.oneof({ weight: 3, arbitrary: anyEvent }, { weight: 4, arbitrary: anyOther }),
  { minLength: 1, maxLength: 60, size: 'max' },
);
const anyStart = fc
  .boolean()
  .map(relayed => jobWith(aJob(), relayed ? { relay: { repo: 'studio/photos' } } : {}));

/** The states that can follow each other. */
const mayFollow: Record<TrainingState, TrainingState[]> = {
  waiting: ['running', 'failed', 'cancelled'],
  running: ['verifying', 'uploading', 'failed', 'cancelled', 'waiting'],
  verifying: ['uploading', 'failed', 'cancelled', 'waiting'],
  uploading: ['succeeded', 'failed', 'cancelled', 'waiting'],
  succeeded: [],
  failed: ['waiting'],
  cancelled: [],
};

describe('whatever happens to a job in whatever order', () => {
  const walk = (
    check: (before: TrainingJob, after: TrainingJob, one: Change) => void,
    numRuns = 200,
    fixed: { seed?: number } = {},
  ) =>
    fc.assert(
      fc.property(anyStart, anyChanges, (start, changes) => {
        changes.reduce((before, one) => {
          const after = one.apply(before);
          check(before, after, one);
          return after;
        }, start);
      }),
      { numRuns, ...fixed },
    );

  test('it has the fields of its state, and none that its state does not know', () =>
    walk((_, after) => expect(trainingJobSchema.parse(after)).toStrictEqual(after), 100));

  test('one state leads only to those that may follow it', () => {
    const seen = new Set<string>();
    const check = (before: TrainingJob, after: TrainingJob) => {
      if (before.state === after.state) return;
      expect(mayFollow[before.state]).toContain(after.state);
      seen.add(`${before.state} → ${after.state}`);
    };
    walk(check);
    // The rarest steps come up once in a few hundred walks: these are known to take all of them.
    walk(check, 1_000, { seed: 1 });
    // Or else the walks above would have missed what they should try.
    const all = Object.entries(mayFollow).flatMap(([from, tos]) => tos.map(to => `${from} → ${to}`));
    expect([...seen].sort()).toEqual(all.sort());
  });

  test('an end is final, but for a lost job that waits for another attempt', () =>
    walk((before, after) => {
      if (!isOver(before) || after.state === before.state) return;
      expect(isResumable(before)).toBe(true);
      expect(after.resumes).toBe(before.resumes + 1);
    }));

  test('what was learnt stays: steps, attempts and results never go back', () =>
    walk((before, after) => {
      expect(after.step).toBeGreaterThanOrEqual(before.step);
      const claims = before.state === 'waiting' && after.state === 'running' ? 1 : 0;
      expect(after.attempt).toBe(before.attempt + claims);
      if (before.result && after.result) expect(after.result).toEqual(before.result);
      // What has delivered its result is taken in, or fails; nothing trains it again.
      if (before.result) expect(['uploading', 'succeeded', 'failed']).toContain(after.state);
      if (before.result) expect(isResumable(after)).toBe(false);
      expect(after.eventsSeen.length).toBeLessThanOrEqual(100);
      expect(after.losses.length).toBeLessThanOrEqual(240);
    }));

  test('a replay changes nothing: of an event at any time, of everything else at once', () => {
    fc.assert(
      fc.property(anyStart, anyChanges, anyEvent, (start, changes, event) => {
        const before = changes.reduce((job, one) => one.apply(job), start);
        const after = event.apply(before);
        expect(event.apply(after)).toBe(after);
        const later = changes.reduce((job, one) => one.apply(job), after);
        if (after !== before && later.attempt === after.attempt) expect(event.apply(later)).toBe(later);
      }),
    );
    const counted = /^(launched|token|reminded|message|end message|without its branch|without the trainer)/;
    walk((_, after, one) => {
      if (!counted.test(one.name)) expect(one.apply(after)).toBe(after);
    });
  });

  test('a change never touches the job that it was given', () => {
    const frozen = (job: TrainingJob): TrainingJob => {
      for (const value of Object.values(job)) if (typeof value === 'object') Object.freeze(value);
      return Object.freeze(job);
    };
    walk((before, _, one) => void one.apply(frozen(before)));
  });
});

describe('a change that the state of the job does not allow changes nothing', () => {
  const waiting = aJob();
  const running = claimed(waiting, { sealedSecret: 's' }, 1);
  const done = jobWith(running, { state: 'uploading', result: { repo: 'r', revision: 'a', standIn: false } });
  const ends = [
    succeeded(done, { samples: [], version: 1, at: 2 }),
    failed(running, { reason: '', from: 'trainer', at: 2 }),
    cancelled(running, 'ana', 2),
  ];

  test.each(ends.map(job => [job.state, job] as const))('one that has %s', (_, job) => {
    expect(launched(job, run, 1)).toBe(job);
    expect(claimed(job, { sealedSecret: 's' }, 3)).toBe(job);
    expect(fallenSilent(job)).toBe(job);
    expect(failed(job, { from: 'bot', why: [], at: 3, lost: true })).toBe(job);
    expect(cancelled(job, 'ben', 3)).toBe(job);
    expect(succeeded(job, { samples: [], version: 2, at: 3 })).toBe(job);
    expect(waitingAgain(job)).toBe(job);
  });

  test('one whose result is there is neither cancelled nor trained again, and can fail', () => {
    expect([cancelled(done, 'ana', 3), waitingAgain(done), fallenSilent(done)]).toEqual([done, done, done]);
    expect(failed(done, { from: 'bot', why: [], at: 3, lost: true })).toMatchObject({
      state: 'failed',
      lost: false,
    });
  });

  test('one without a relay is not claimed at the hub, and one without a result has not succeeded', () => {
    expect(claimed(waiting, { claimId: 'c' }, 1)).toBe(waiting);
    expect(succeeded(running, { samples: [], version: 1, at: 2 })).toBe(running);
    expect(isActive(running)).toBe(true);
  });
});
