import { costOf, type Model } from '../../services/models/model.ts';
import type { Availability } from '../../services/models/models-service.ts';
import { licenceWords, type Recommendation } from '../../services/models/recommend.ts';
import { tokenWeight } from '../../services/quota/token-weight.ts';
import { button, card, fitting, note, plain, row, text, type View } from '../components.ts';

/** Characters for the list on one page; a message holds 4,000 in all. */
const pageLength = 3_300;
const hiddenLength = 300;

const wayOf = ({ routes }: Availability) =>
  [
    ...new Set(
      routes.map(route => (route.via === 'endpoint' ? "the server's own endpoint" : route.provider)),
    ),
  ].join(', ');

const nameOf = (model: Model) => `**${plain(model.name, 60)}**`;
const licenceOf = (model: Model) => plain(licenceWords(model));

function weightWords({ routes, model }: Availability): string {
  const weight = tokenWeight(routes, { id: model.id, work: costOf(model) }, model.sizes.square);
  return weight === 1 ? 'tokens count once' : `tokens count ${weight} times`;
}

function linesOf(availability: Availability): string {
  const { model, routes, reason = '' } = availability;
  if (routes.length === 0) {
    return `✕ ${nameOf(model)} ${plain(model.goodFor)}\n-# ${reason}\n-# ${licenceOf(model)}`;
  }
  const words = [
    `✓ ${nameOf(model)} ${plain(model.goodFor)}`,
    `-# For ${plain(model.recommendedFor)} · ${wayOf(availability)} · ${model.type}`,
    `-# ${licenceOf(model)} · ${model.freeTier} · ${weightWords(availability)}`,
  ];
  return words.join('\n');
}

/** Splits groups of entries into pages; a group that continues on a new page repeats its heading. */
function pagesOf(groups: { heading: string; entries: string[]; none?: string }[]): string[] {
  const pages: string[] = [];
  let page = '';
  for (const { heading, entries, none } of groups) {
    let headed = false;
    for (const entry of entries.length > 0 ? entries : none ? [none] : []) {
      const full = page.length + heading.length + entry.length + 2 > pageLength;
      if (full && page) {
        pages.push(page);
        page = '';
      }
      if (!headed || page === '') page += `${page ? '\n' : ''}### ${heading}`;
      headed = true;
      page += `\n${entry}`;
    }
  }
  return page ? [...pages, page] : pages;
}

/** One page (from 0) of the models: available ones, and others with the reason. `hidden` is for admins. */
export function modelsView(
  models: Availability[],
  { page = 0, hidden = [] }: { page?: number; hidden?: Model[] } = {},
): View {
  const served = ({ routes }: Availability) => routes.length > 0;
  const drawn = models.filter(({ model }) => model.kind === 'text-to-image');
  const available = drawn.filter(served);
  const others = models.filter(entry => !served(entry));
  const fromPictures = models.filter(entry => entry.model.kind === 'image-to-image' && served(entry));
  const pages = pagesOf([
    {
      heading: `Available now (${available.length})`,
      entries: available.map(linesOf),
      none: 'None right now.',
    },
    {
      heading: `For actors from photos, changes and variations (${fromPictures.length})`,
      entries: fromPictures.map(linesOf),
    },
    { heading: `Not available (${others.length})`, entries: others.map(linesOf) },
  ]);
  const shown = Math.min(Math.max(0, page), pages.length - 1);
  const foot = [
    '-# From Hugging Face, no more than ten minutes old.',
    ...(hidden.length > 0 ? [`-# ${hiddenWords(hidden)}`] : []),
    ...(pages.length > 1 ? [`-# Page ${shown + 1} of ${pages.length}`] : []),
  ];
  const turn = (to: number, look: { label: string; emoji: string; disabled: boolean }) =>
    button('models', String(to), look);
  return card(
    'plain',
    text(pages[shown] ?? 'None right now.'),
    text(foot.join('\n')),
    ...(pages.length > 1
      ? [
          row(
            turn(shown - 1, { label: 'Back', emoji: '◀️', disabled: shown === 0 }),
            turn(shown + 1, { label: 'More', emoji: '▶️', disabled: shown + 1 >= pages.length }),
          ),
        ]
      : []),
  );
}

function hiddenWords(hidden: Model[]): string {
  const names = hidden.map(({ name }) => plain(name, 60));
  const named = fitting(names, hiddenLength);
  const more = names.length > named.length ? ` and ${names.length - named.length} more` : '';
  return `${hidden.length} hidden (only admins see this): ${named.join(', ')}${more}. \`/models unhide\` shows one again.`;
}

/** The best models for a goal, each with its pros and cons. */
export function recommendationsView(recommendations: Recommendation[]): View {
  if (recommendations.length === 0) {
    return note('plain', 'There is no model to recommend: the admins of this server hid them all.');
  }
  const lines = recommendations.map(({ availability, reasons, caveats }, index) => {
    const { model, routes, reason } = availability;
    const why = [plain(model.goodFor), ...reasons].join(' · ');
    const state = routes.length > 0 ? `✓ ${wayOf(availability)}` : `✕ ${reason ?? 'not available'}`;
    return [
      `**${index + 1}.** ${nameOf(model)} ${why}`,
      `-# ${state} · ${plain(model.licence)}`,
      ...(caveats.length > 0 ? [`-# ⚠ ${caveats.map(caveat => plain(caveat)).join(' · ')}`] : []),
    ].join('\n');
  });
  return card(
    'plain',
    text(`### What fits\n${lines.join('\n')}`),
    text('-# Choose it as `model` in `/generate`.'),
  );
}

/** A newly added model, its default settings, and whether it is available. */
export function addedModelView(availability: Availability): View {
  const { model, routes, reason = '' } = availability;
  const { width, height } = model.sizes.square;
  const words = [
    `${nameOf(model)} is added: members can choose it in \`/generate\`.`,
    `-# \`${model.id}\` · ${model.type} · ${model.steps} steps · guidance ${model.guidance} · ${width} × ${height} pixels`,
    `-# ${licenceOf(model)}`,
    ...(model.gated
      ? [
          '-# ⚠ Its author wants terms accepted. The owner of the Hugging Face account does that on the model’s page.',
        ]
      : []),
    routes.length > 0 ? `✓ Available now through ${wayOf(availability)}.` : `✕ Not available now. ${reason}`,
  ];
  return note(routes.length > 0 ? 'good' : 'warn', words.join('\n'));
}

export const hiddenModelView = (model: Model): View =>
  note(
    'good',
    `${nameOf(model)} is hidden: nobody can use it here anymore. \`/models unhide\` shows it again.`,
  );

export const unhiddenModelView = (model: Model): View => note('good', `${nameOf(model)} is back.`);
