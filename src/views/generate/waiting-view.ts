import type { GenerationProgress } from '../../services/generation/generation-service.ts';
import { t } from '../../words/words.ts';
import { bar, button, card, row, text, type View } from '../components.ts';

function stateOf({ total, done, started, ahead, etaSeconds, wait }: GenerationProgress): string {
  if (wait && done === 0) {
    const seconds = Math.ceil(wait.seconds);
    return t(wait.warmingUp ? 'generate.warmingUp' : 'generate.askedToWait', { seconds });
  }
  if (started || ahead === undefined) {
    return `${bar(done, total, 12)} ${t('generate.doneOf', { done, images: total })}`;
  }
  if (ahead === 0) {
    return etaSeconds === undefined ? t('generate.next') : t('generate.nextIn', { seconds: etaSeconds });
  }
  return etaSeconds === undefined
    ? t('generate.ahead', { images: ahead })
    : t('generate.aheadIn', { images: ahead, seconds: etaSeconds });
}

/** Where a request stands while its images are made. */
export const waitingView = (progress: GenerationProgress): View =>
  card(
    'plain',
    text(`**${t('generate.making', { images: progress.total })}**\n${stateOf(progress)}`),
    row(button('cancel', progress.id, { label: t('generate.cancel') })),
  );

export const cancelledView = (): View => card('plain', text(t('generate.cancelled')));
