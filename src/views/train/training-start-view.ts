import type { Actor } from '../../services/actors/actor.ts';
import { usablePhotos } from '../../services/photos/assess.ts';
import type { TrainingJob } from '../../services/training/job/job.ts';
import type { TrainingPlan } from '../../services/training/start/plan.ts';
import { formatNumber } from '../../words/numbers.ts';
import { button, card, divider, linkButton, plain, row, text, timestamp, type View } from '../components.ts';
import { tokenForIt, whoCanRunIt } from './hub-token-words.ts';
import { baseLabel, duration, nameOf, servingWords } from './training-words.ts';

const relayWords =
  'This bot has no address on the internet, so the photos and the reports travel over a private repo on Hugging Face, ' +
  'which is deleted when the training is over.';

function timeWords({ time, backend }: TrainingPlan): string {
  if (!time) return 'That depends on the computer; I’ll know after the first training.';
  const about = `about ${duration(time.seconds)}`;
  if (time.of > 0)
    return `${about}, as the ${time.of === 1 ? 'last training' : `last ${time.of} trainings`} like this took`;
  return `${about} on a T4 GPU${backend === 'colab' ? ', which Colab lends for free' : ''} (an estimate)`;
}

const dollars = (value: number) => `$${value < 0.1 ? value.toFixed(3) : value.toFixed(2)}`;

function costWords({ cost }: TrainingPlan): string {
  if (cost === undefined) return 'nothing is billed';
  if (cost === 'unknown') return 'billed by the minute; I couldn’t find out the price just now';
  return (
    `about ${dollars(cost.dollars)}, from the shared Hugging Face account; the machine is switched off at ` +
    `${dollars(cost.most)} whatever happens`
  );
}

/** What goes on with the plan. A base whose actors can be used nowhere takes an extra click, unless that was made. */
function planButtons({ actor, base, steps, serving, instead }: TrainingPlan, anyway: boolean) {
  const ref = `${actor.id}/${base.key}/${steps}`;
  const cancel = button('train-drop', actor.id, { label: 'Cancel' });
  if (serving.by !== 'nobody' || anyway) {
    return row(button('train-confirm', ref, { label: 'Confirm', style: 'primary', emoji: '🎓' }), cancel);
  }
  return row(
    ...(instead
      ? [
          button('train-base', `${actor.id}/${instead.key}`, {
            label: `Take ${instead.label} instead`,
            style: 'primary',
          }),
        ]
      : []),
    button('train-anyway', ref, { label: 'Train it anyway' }),
    cancel,
  );
}

/** Describes the training before it starts, for confirmation. `anyway`: a base that leads nowhere is meant. */
export function trainingPlanView(plan: TrainingPlan, { anyway = false } = {}): View {
  const { actor, base, steps, licence, photos, where, photosGo, relayed } = plan;
  const left = photos.all - photos.usable;
  const who = whoCanRunIt(plan);
  const photoWords =
    `${photos.usable} usable photos${left > 0 ? ` (${left} left out)` : ''}` +
    (photos.advice.length > 0 ? `\n-# ${photos.advice.slice(0, 2).join(' ')}` : '');
  return card(
    'plain',
    text(`### 🎓 Train ${plain(actor.name, 60)}?\nNothing has started yet. Here is what will happen:`),
    ...(who ? [text(who)] : []),
    text(
      `**Base** ${base.label}${licence ? ` · licence ${plain(licence, 60)}` : ''}\n` +
        `${servingWords(plan.serving, plan.maySend)}\n` +
        (base.untried
          ? '-# Nobody has trained on this base on a GPU yet, so how long it takes and how good it gets is unknown.\n'
          : '') +
        `**Steps** ${formatNumber(steps)}\n` +
        `**Photos** ${photoWords}\n` +
        `**Runs** ${where}\n` +
        `**Takes** ${timeWords(plan)}\n` +
        `**Costs** ${costWords(plan)}`,
    ),
    divider(),
    text(
      `-# ${photosGo}${relayed ? ` ${relayWords}` : ''} The trained model goes to a private repo on Hugging Face; the ` +
        'person shown can have it deleted at any time.',
    ),
    planButtons(plan, anyway),
  );
}

interface Begun {
  job: TrainingJob;
  actor: Actor;
  byHand: { jobCode: string; notebookUrl: string } | undefined;
  before: number;
}

/** What the requester has to do now; private. */
export function trainingStartView({ job, actor, byHand, before }: Begun): View {
  const title =
    `### 🎓 ${job.attempt ? 'Resume the training of' : 'Train'} ${nameOf(job)}\n` +
    `${baseLabel(job)} · ${formatNumber(job.spec.steps)} steps` +
    (job.attempt
      ? `\nAttempt ${job.attempt + 1} goes on from the last checkpoint, near step ${formatNumber(job.step)}.`
      : '');
  const cancel = button('train-cancel', job.id, { label: 'Cancel training' });
  if (!byHand) {
    const turn =
      before > 0
        ? 'It starts when the training before it is done.'
        : job.backend === 'local'
          ? 'It starts in a moment, on the computer the bot runs on.'
          : 'I’m requesting a machine; that takes a minute or two.';
    return card(
      'plain',
      text(`${title}\n\n${turn} You can follow it in the channel, and I’ll mention you when it’s done.`),
      row(cancel),
    );
  }
  return card(
    'plain',
    text(title),
    text(
      `**1.** Open the notebook with the button below. ${tokenForIt(job)}\n` +
        '**2.** Copy this job code and paste it into the form of the notebook:',
    ),
    text(`\`\`\`\n${byHand.jobCode}\n\`\`\``),
    text(
      '**3.** Run the notebook. You can follow it in the channel, and I’ll mention you when it’s done.' +
        (job.relay
          ? '\n-# The first update takes a minute or two; then there is one every two minutes.'
          : ''),
    ),
    divider(),
    text(
      `The code works once and expires ${timestamp(job.tokenExpiresAt)}. Keep it to yourself: anyone who has it gets the ` +
        `photos.\n-# The ${usablePhotos(actor.photos).length} photos go to the notebook that you run` +
        `${job.relay ? ', over a private repo on Hugging Face that is deleted at the end' : ', over links that last an hour'}. ` +
        'The trained model goes to a private repo on Hugging Face.',
    ),
    row(
      linkButton(byHand.notebookUrl, { label: 'Open the notebook', emoji: '📓' }),
      button('train-code', job.id, { label: 'New code' }),
      cancel,
    ),
  );
}

/** Replaces a plan that was not confirmed. */
export const planDroppedView = (): View =>
  card('plain', text('Nothing was started. Use `/train start` whenever you’re ready.'));

/** Reminds the requester of an unused job code. */
export function codeReminderView(job: TrainingJob): View {
  return {
    ...card(
      'warn',
      text(
        `⏰ <@${job.requesterId}>, the job code for **${nameOf(job)}** hasn’t been used yet, and it expires ` +
          `${timestamp(job.tokenExpiresAt)}. Paste it into the notebook, or get a fresh one here if you no longer have it.`,
      ),
      row(
        button('train-code', job.id, { label: 'New code', style: 'primary' }),
        button('train-cancel', job.id, { label: 'Cancel training' }),
      ),
    ),
    pings: [job.requesterId],
  };
}
