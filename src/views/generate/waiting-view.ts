import type { GenerationProgress } from '../../services/generation/generation-service.ts';
import { bar, button, card, row, text, type View } from '../components.ts';

function stateOf({ total, done, started, ahead, etaSeconds, wait }: GenerationProgress): string {
  if (wait && done === 0) {
    const seconds = Math.ceil(wait.seconds);
    return wait.warmingUp
      ? `The model is warming up: about ${seconds} s to go.`
      : `Hugging Face asks me to wait ${seconds} s.`;
  }
  if (started || ahead === undefined) return `${bar(done, total, 12)} ${done} of ${total}`;
  const place =
    ahead === 0 ? 'Next in the queue' : `In the queue, ${ahead} ${ahead === 1 ? 'image' : 'images'} ahead`;
  return etaSeconds === undefined ? `${place}.` : `${place}; starts in about ${etaSeconds} s.`;
}

/** Where a request stands while its images are made. */
export function waitingView(progress: GenerationProgress): View {
  const what = progress.total === 1 ? 'your image' : `your ${progress.total} images`;
  return card(
    'plain',
    text(`**Making ${what}…**\n${stateOf(progress)}`),
    row(button('cancel', progress.id, { label: 'Cancel' })),
  );
}

export const cancelledView = (): View =>
  card('plain', text('Cancelled. Anything not yet started won’t be made.'));
