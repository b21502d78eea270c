import type { Availability } from '../services/models/models-service.ts';
import type { Recommendation } from '../services/models/recommend.ts';
import { card, divider, text, type View } from './components.ts';

const wayOf = ({ routes }: Availability) =>
  [
    ...new Set(
      routes.map(route => (route.via === 'endpoint' ? "the server's own endpoint" : route.provider)),
    ),
  ].join(', ');

/** What is available now, and what is not and why. */
export function modelsView(models: Availability[]): View {
  const available = models.filter(({ routes }) => routes.length > 0);
  const others = models.filter(({ routes }) => routes.length === 0);
  const line = (entry: Availability) => `**${entry.model.name}** ${entry.model.goodFor}`;
  return card(
    'plain',
    text(`### Available now (${available.length})`),
    text(
      available.map(entry => `✓ ${line(entry)}\n-# ${wayOf(entry)} · ${entry.model.licence}`).join('\n') ||
        'None at the moment.',
    ),
    ...(others.length
      ? [
          divider(),
          text(`### Not available (${others.length})`),
          text(others.map(entry => `✕ ${line(entry)}\n-# ${entry.reason ?? ''}`).join('\n')),
        ]
      : []),
    text('-# Read from Hugging Face, at most ten minutes ago.'),
  );
}

/** The models that suit best, each with the reasons. */
export function recommendationsView(recommendations: Recommendation[]): View {
  const lines = recommendations.map(({ availability, reasons }, index) => {
    const { model, routes, reason } = availability;
    const why = [model.goodFor, ...reasons].join(' · ');
    const state = routes.length > 0 ? `✓ ${wayOf(availability)}` : `✕ ${reason ?? 'not available'}`;
    return `**${index + 1}. ${model.name}** ${why}\n-# ${state} · ${model.licence}`;
  });
  return card(
    'plain',
    text(`### What suits\n${lines.join('\n')}`),
    text('-# `/generate` takes it as `model`.'),
  );
}
