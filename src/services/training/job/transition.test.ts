import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aJob, jobWith } from '../testing/training-fixture.ts';
import { transition } from './changes.ts';
import { isOver, trainingJobSchema } from './job.ts';
import { type TrainingEvent, trainingEventSchema } from './training-event.ts';

const job = jobWith(aJob(), { state: 'running', attempt: 2, startedAt: 0, lastEventAt: 0 });

const types = [
  'started',
  'progress',
  'sample',
  'checkpoint',
  'verifying',
  'uploading',
  'completed',
  'failed',
];

const anyEvent: fc.Arbitrary<TrainingEvent> = fc
  .record({
    type: fc.constantFrom(...types),
    attempt: fc.integer({ min: 1, max: 3 }),
    seq: fc.integer({ min: 0, max: 40 }),
    step: fc.integer({ min: 0, max: 120 }),
    loss: fc.option(fc.double({ min: 0, max: 2, noNaN: true })),
    id: fc.integer({ min: 0, max: 30 }),
  })
  .map(({ type, id, ...rest }) => ({
    ...trainingEventSchema.parse({
      ...rest,
      type: `training.${type}`,
      jobId: 'job1',
      totalSteps: 100,
      ...(type === 'completed' ? { repo: 'studio/nova', revision: 'abcdef1' } : {}),
    }),
    id: `e${id}`,
    at: 1_000 + rest.seq,
  }));

describe('transition', () => {
  test('whatever comes in whatever order: forward only, repeats change nothing, ends are final', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 60 }), events => {
        let current = job;
        for (const event of events) {
          const next = transition(current, event);
          expect(transition(next, event)).toBe(next);
          if (next !== current) {
            expect(event.attempt).toBe(job.attempt);
            expect(next.lastSeq).toBeGreaterThan(current.lastSeq);
            expect(next.step).toBeGreaterThanOrEqual(current.step);
            expect(isOver(current) || current.result !== undefined).toBe(false);
          }
          current = next;
        }
        expect(trainingJobSchema.parse(current)).toEqual(current);
        for (const event of events) expect(transition(current, event)).toBe(current);
      }),
    );
  });

  test('delivering everything twice, or once more from the start, leads to the same job', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 30 }), events => {
        const once = events.reduce(transition, job);
        expect(events.flatMap(event => [event, event]).reduce(transition, job)).toEqual(once);
        expect([...events, ...events].reduce(transition, job)).toEqual(once);
      }),
    );
  });

  const event = (seq: number, more: Record<string, unknown>): TrainingEvent => ({
    ...trainingEventSchema.parse({ jobId: 'job1', attempt: 2, seq, totalSteps: 100, ...more }),
    id: `n${seq}`,
    at: seq,
  });

  test('completed is not yet succeeded: the version has to be taken in first', () => {
    const done = transition(
      job,
      event(1, { type: 'training.completed', repo: 'studio/nova', revision: 'abcdef1', standIn: true }),
    );
    expect(done.state).toBe('uploading');
    expect(done.result).toEqual({ repo: 'studio/nova', revision: 'abcdef1', standIn: true });
  });

  test('how alike its samples are stays until the trainer has looked again, and is stored', () => {
    const said = { type: 'training.progress', jobId: 'job1', attempt: 2, totalSteps: 1000 };
    const told = (from: typeof job, seq: number, more: object) =>
      transition(from, {
        ...trainingEventSchema.parse({ ...said, seq, step: seq * 250, ...more }),
        ...{ id: `e${seq}`, at: seq },
      }) as typeof job;
    const probe = { likeness: 0.61, best: 0.63, bestStep: 500 };
    const looked = told(job, 3, { probe });
    expect(trainingJobSchema.parse(looked).probe).toEqual(probe);
    expect(told(looked, 4, {}).probe).toEqual(probe);
    const again = { likeness: 0.66, best: 0.66, bestStep: 1250 };
    expect(told(looked, 5, { probe: again }).probe).toEqual(again);
  });

  test('a heartbeat while verifying does not go back to running', () => {
    const verifying = transition(job, event(1, { type: 'training.verifying' }));
    expect(transition(verifying, event(2, { type: 'training.progress' })).state).toBe('verifying');
  });

  test('4,000 steps keep a bounded history with its first and last point', () => {
    let current = job;
    for (let seq = 1; seq <= 4_000; seq++) {
      current = transition(current, event(seq, { type: 'training.progress', step: seq, loss: 1 / seq }));
    }
    expect(current.losses.length).toBeLessThanOrEqual(241);
    expect(current.losses.length).toBeGreaterThan(100);
    expect(current.losses[0]).toEqual({ step: 1, loss: 1 });
    expect(current.losses.at(-1)?.step).toBe(4_000);
    expect(current.eventsSeen.length).toBeLessThanOrEqual(100);
  });

  test.each(['../secrets.png', '/etc/passwd.png', 'a/../b.png', 'model.safetensors'])(
    'a picture cannot be %s',
    path => {
      const said = { jobId: 'j', attempt: 1, seq: 1, type: 'training.sample', images: [{ path }] };
      expect(trainingEventSchema.safeParse(said).success).toBe(false);
      expect(
        trainingEventSchema.safeParse({ ...said, images: [{ path: 'samples/step 10_1.png' }] }).success,
      ).toBe(true);
    },
  );
});
