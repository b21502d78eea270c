import type { Actor } from '../../services/actors/actor.ts';
import { usablePhotos } from '../../services/photos/assess.ts';
import type { TrainingJob } from '../../services/training/job/job.ts';
import type { TrainingPlan } from '../../services/training/start/plan.ts';
import type { ResumePlan } from '../../services/training/start/resume-job.ts';
import { formatDollars } from '../../words/numbers.ts';
import { type PlainKey, t } from '../../words/words.ts';
import { button, card, divider, linkButton, plain, row, text, timestamp, type View } from '../components.ts';
import { tokenForIt, whoCanRunIt } from './hub-token-words.ts';
import { baseLabel, duration, nameOf, servingWords } from './training-words.ts';

function timeWords({ time, backend }: Pick<TrainingPlan, 'time' | 'backend'>): string {
  if (!time) return t('train.takesUnknown');
  const about = { time: duration(time.seconds) };
  if (time.of > 0) return t('train.takesAsBefore', { ...about, trainings: time.of });
  return t(backend === 'colab' ? 'train.takesOnColab' : 'train.takesEstimated', about);
}

const dollars = (usd: number) => formatDollars(usd, usd < 0.1 ? 3 : 2);

function costWords({ cost }: Pick<TrainingPlan, 'cost'>): string {
  if (cost === undefined) return t('train.costsNothing');
  if (cost === 'unknown') return t('train.costsUnknown');
  return t('train.costsAbout', { dollars: dollars(cost.dollars), most: dollars(cost.most) });
}

/** What goes on with the plan. A base whose actors can be used nowhere takes an extra click, unless that was made. */
function planButtons({ actor, base, steps, backend, serving, instead }: TrainingPlan, anyway: boolean) {
  const ref = `${actor.id}/${base.key}/${steps}`;
  const cancel = button('train-drop', actor.id, { label: t('train.cancel') });
  if (serving.by !== 'nobody' || anyway) {
    return row(
      button('train-confirm', `${ref}/${backend}`, {
        label: t('train.confirm'),
        style: 'primary',
        emoji: '🎓',
      }),
      cancel,
    );
  }
  return row(
    ...(instead
      ? [
          button('train-base', `${actor.id}/${instead.key}`, {
            label: t('train.takeInstead', { base: instead.label }),
            style: 'primary',
          }),
        ]
      : []),
    button('train-anyway', ref, { label: t('train.trainAnyway') }),
    cancel,
  );
}

/** Describes the training before it starts, for confirmation. `anyway`: a base that leads nowhere is meant. */
export function trainingPlanView(plan: TrainingPlan, { anyway = false } = {}): View {
  const { actor, base, steps, licence, photos, where, photosGo, relayed } = plan;
  const left = photos.all - photos.usable;
  const who = whoCanRunIt(plan);
  const usable = { photos: photos.usable };
  const lines = [
    [
      t('train.base', { base: base.label }),
      ...(licence ? [t('train.licence', { licence: plain(licence, 60) })] : []),
    ].join(' · '),
    servingWords(plan.serving, plan.maySend),
    ...(base.untried ? [`-# ${t('train.untried')}`] : []),
    t('train.planSteps', { steps }),
    left > 0 ? t('train.planPhotosLeft', { ...usable, left }) : t('train.planPhotos', usable),
    ...(photos.advice.length > 0 ? [`-# ${photos.advice.slice(0, 2).join(' ')}`] : []),
    t('train.runs', { where: where() }),
    t('train.takes', { time: timeWords(plan) }),
    t('train.costs', { cost: costWords(plan) }),
  ];
  return card(
    'plain',
    text(`### 🎓 ${t('train.planTitle', { actor: plain(actor.name, 60) })}\n${t('train.planIntro')}`),
    ...(who ? [text(who)] : []),
    text(lines.join('\n')),
    divider(),
    text(`-# ${[photosGo(), ...(relayed ? [t('train.relayed')] : []), t('train.modelGoes')].join(' ')}`),
    planButtons(plan, anyway),
  );
}

/** What another attempt rents, before it does. */
export function resumePlanView(plan: ResumePlan): View {
  const { job, backend, where } = plan;
  const from = { attempt: job.attempt + 1, step: job.step };
  const lines = [
    `${baseLabel(job)} · ${t('train.steps', { steps: job.spec.steps })}`,
    t('train.attemptFrom', from),
    t('train.runs', { where: where() }),
    t('train.takes', { time: timeWords(plan) }),
    t('train.costs', { cost: costWords(plan) }),
  ];
  return card(
    'plain',
    text(`### 🎓 ${t('train.resumeTitle', { actor: nameOf(job) })}\n${t('train.planIntro')}`),
    text(lines.join('\n')),
    row(
      button('train-go-on', `${job.id}/${backend}`, {
        label: t('train.resume'),
        style: 'primary',
        emoji: '▶',
      }),
      button('train-drop', job.id, { label: t('train.cancel') }),
    ),
  );
}

const startsWords = {
  colab: 'train.startsMachine',
  'hf-jobs': 'train.startsMachine',
  local: 'train.startsHere',
  worker: 'train.startsWorker',
} as const satisfies Record<TrainingJob['backend'], PlainKey>;

interface Begun {
  job: TrainingJob;
  actor: Actor;
  byHand: { jobCode: string; notebookUrl: string } | undefined;
  before: number;
}

/** What the requester has to do now; private. */
export function trainingStartView({ job, actor, byHand, before }: Begun): View {
  const title =
    `### 🎓 ${t(job.attempt ? 'train.resumeTitle' : 'train.startTitle', { actor: nameOf(job) })}\n` +
    `${baseLabel(job)} · ${t('train.steps', { steps: job.spec.steps })}` +
    (job.attempt ? `\n${t('train.attemptFrom', { attempt: job.attempt + 1, step: job.step })}` : '');
  const cancel = button('train-cancel', job.id, { label: t('train.cancelTraining') });
  if (!byHand) {
    const turn = before > 0 ? t('train.afterOthers') : t(startsWords[job.backend]);
    return card('plain', text(`${title}\n\n${turn} ${t('train.follow')}`), row(cancel));
  }
  return card(
    'plain',
    text(title),
    text(`**1.** ${t('train.stepOpen')} ${tokenForIt(job)}\n**2.** ${t('train.stepCopy')}`),
    text(`\`\`\`\n${byHand.jobCode}\n\`\`\``),
    text(`**3.** ${t('train.stepRun')} ${t('train.follow')}${job.relay ? `\n-# ${t('train.updates')}` : ''}`),
    divider(),
    text(
      `${t('train.codeWorks', { time: timestamp(job.tokenExpiresAt) })}\n` +
        `-# ${t(job.relay ? 'train.photosOverRepo' : 'train.photosOverLinks', { photos: usablePhotos(actor.photos).length })}`,
    ),
    row(
      linkButton(byHand.notebookUrl, { label: t('train.openNotebook'), emoji: '📓' }),
      button('train-code', job.id, { label: t('train.newCode') }),
      cancel,
    ),
  );
}

/** Replaces a plan that was not confirmed. */
export const planDroppedView = (): View => card('plain', text(t('train.dropped')));

/** Reminds the requester of an unused job code. */
export function codeReminderView(job: TrainingJob): View {
  return {
    ...card(
      'warn',
      text(
        `⏰ ${t('train.codeReminder', {
          member: `<@${job.requesterId}>`,
          actor: nameOf(job),
          time: timestamp(job.tokenExpiresAt),
        })}`,
      ),
      row(
        button('train-code', job.id, { label: t('train.newCode'), style: 'primary' }),
        button('train-cancel', job.id, { label: t('train.cancelTraining') }),
      ),
    ),
    pings: [job.requesterId],
  };
}
