import { trainingBases } from '../../../src/services/training/job/bases.ts';
import type { TrainingPlan } from '../../../src/services/training/start/plan.ts';
import { chooseCancelView, trainingCancelledView } from '../../../src/views/train/training-cancel-view.ts';
import { trainingEndView } from '../../../src/views/train/training-end-view.ts';
import { trainingProgressView } from '../../../src/views/train/training-progress-view.ts';
import {
  codeReminderView,
  planDroppedView,
  resumePlanView,
  trainingPlanView,
  trainingStartView,
} from '../../../src/views/train/training-start-view.ts';
import { trainingStatusView } from '../../../src/views/train/training-status-view.ts';
import { t } from '../../../src/words/words.ts';
import {
  ben,
  fullActor,
  fullJob,
  goodVersionOf,
  marks,
  picture,
  type Samples,
  several,
  versionOf,
} from './records.ts';

const states = ['waiting', 'running', 'verifying', 'uploading', 'succeeded', 'failed', 'cancelled'];
const jobs = states.map((state, nth) => fullJob(state, { id: `j3v9x2m7q${nth}` }));
const samples = several(10, nth => ({ bytes: picture, prompt: nth % 2 ? marks(1_500) : '' }));
const outcomes = [
  undefined,
  { version: versionOf(12), previous: goodVersionOf(11), inUse: false },
  { version: versionOf(12), previous: undefined, inUse: false },
  { version: goodVersionOf(12), previous: goodVersionOf(11), inUse: true },
];
const servings = [
  { by: 'endpoint' as const },
  { by: 'provider' as const, provider: 'black-forest-labs' },
  { by: 'nobody' as const },
  { by: 'unknown' as const },
];

/** Each base, in each of the ways to train it and to use it. */
const plans = (): TrainingPlan[] =>
  trainingBases.flatMap(base =>
    servings.flatMap(serving =>
      (['colab', 'hf-jobs', 'local'] as const).map((backend, nth) => ({
        ...{ actor: fullActor(), base, steps: 4_000, licence: marks(60), gated: true, namespace: marks(60) },
        photos: { usable: 18, all: 20, advice: several(3, () => t('photos.sameShotAs', { photo: 12 })) },
        backend,
        where: () => t('training.runsOnMachine', { machine: 'a100-large' }),
        photosGo: () => t('training.photosToMachine'),
        ...{ serving, instead: trainingBases[1], maySend: false, relayed: nth !== 1 },
        time: { seconds: 12_345, of: nth },
        cost: ([{ dollars: 12.345, most: 23.456 }, 'unknown', undefined] as const)[nth],
      })),
    ),
  );

export const trainings: Samples = {
  chooseCancelView: () => [chooseCancelView(jobs)],
  trainingCancelledView: () => jobs.map(trainingCancelledView),
  trainingEndView: () =>
    [
      fullJob('cancelled', { cancelledBy: ben }),
      fullJob('cancelled'),
      fullJob('failed'),
      fullJob('failed', {
        why: [
          { what: 'trainer-lost', minutes: 15 },
          { what: 'last-words', words: marks(200) },
          { what: 'resume-goes-on' },
        ],
      }),
      fullJob('succeeded'),
    ].flatMap(job => outcomes.map(outcome => trainingEndView(job, samples, outcome))),
  trainingProgressView: () =>
    jobs.flatMap(job => [
      trainingProgressView(job),
      trainingProgressView(job, { bytes: picture, alt: marks(1_100), made: 'nothing' }),
    ]),
  trainingPlanView: () =>
    plans().flatMap(plan => [true, false].map(anyway => trainingPlanView(plan, { anyway }))),
  resumePlanView: () =>
    plans()
      .slice(0, 3)
      .flatMap(({ backend, where, time, cost }) =>
        cost === undefined ? [] : jobs.map(job => resumePlanView({ job, backend, where, time, cost })),
      ),
  trainingStartView: () =>
    [0, 1].flatMap(attempt =>
      [undefined, { repo: 'an-organisation-of-hugging-face/actor-job' }].flatMap(relay =>
        [
          undefined,
          { jobCode: 'x'.repeat(400), notebookUrl: `https://colab.example/${'x'.repeat(200)}` },
        ].map(byHand =>
          trainingStartView({
            job: fullJob('waiting', { attempt, relay, gatedBase: true }),
            actor: fullActor(),
            byHand,
            before: attempt,
          }),
        ),
      ),
    ),
  planDroppedView: () => [planDroppedView()],
  codeReminderView: () => [codeReminderView(fullJob('waiting'))],
  trainingStatusView: () => [
    trainingStatusView([], undefined),
    ...states.map(state => {
      const many = several(12, nth =>
        fullJob(state, { id: `j3v9x2m7q${nth}`, ...(state === 'uploading' ? { result: undefined } : {}) }),
      );
      return trainingStatusView(
        state === 'succeeded' ? jobs : many,
        { job: fullJob('running'), png: picture },
        () => marks(300),
      );
    }),
  ],
};
