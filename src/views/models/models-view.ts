import { costOf, type Model } from '../../services/models/model.ts';
import type { Availability } from '../../services/models/models-service.ts';
import { licenceName, licenceWords, type Recommendation } from '../../services/models/recommend.ts';
import { tokenWeight } from '../../services/quota/token-weight.ts';
import { t } from '../../words/words.ts';
import { button, card, fitting, note, plain, row, text, type View } from '../components.ts';

/** Characters for the list on one page; a message holds 4,000 in all. */
const pageLength = 3_300;
const hiddenLength = 300;

function nameOfWay(route: Availability['routes'][number]): string {
  if (route.via === 'provider') return route.provider;
  return t(route.via === 'worker' ? 'models.ownComputer' : 'models.ownEndpoint');
}

const wayOf = ({ routes }: Availability) => [...new Set(routes.map(nameOfWay))].join(', ');

const nameOf = (model: Model) => `**${plain(model.name, 60)}**`;
const licenceOf = (model: Model) => plain(licenceWords(model));

function weightWords({ routes, model }: Availability): string {
  const weight = tokenWeight(routes, { id: model.id, work: costOf(model) }, model.sizes.square);
  return weight === 1 ? t('models.tokensOnce') : t('models.tokensTimes', { times: weight });
}

function linesOf(availability: Availability): string {
  const { model, routes, reason } = availability;
  if (routes.length === 0) {
    return `✕ ${nameOf(model)} ${plain(model.goodFor())}\n-# ${reason ? t(reason) : ''}\n-# ${licenceOf(model)}`;
  }
  const words = [
    `✓ ${nameOf(model)} ${plain(model.goodFor())}`,
    `-# ${t('models.recommendedFor', { uses: plain(model.recommendedFor()) })} · ${wayOf(availability)} · ${model.type}`,
    `-# ${licenceOf(model)} · ${model.freeTier()} · ${weightWords(availability)}`,
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
      heading: t('models.available', { models: available.length }),
      entries: available.map(linesOf),
      none: t('models.noneNow'),
    },
    {
      heading: t('models.fromPictures', { models: fromPictures.length }),
      entries: fromPictures.map(linesOf),
    },
    { heading: t('models.notAvailable', { models: others.length }), entries: others.map(linesOf) },
  ]);
  const shown = Math.min(Math.max(0, page), pages.length - 1);
  const foot = [
    `-# ${t('models.source')}`,
    ...(hidden.length > 0 ? [`-# ${hiddenWords(hidden)}`] : []),
    ...(pages.length > 1 ? [`-# ${t('models.page', { page: shown + 1, pages: pages.length })}`] : []),
  ];
  const turn = (to: number, look: { label: string; emoji: string; disabled: boolean }) =>
    button('models', String(to), look);
  return card(
    'plain',
    text(pages[shown] ?? t('models.noneNow')),
    text(foot.join('\n')),
    ...(pages.length > 1
      ? [
          row(
            turn(shown - 1, { label: t('models.back'), emoji: '◀️', disabled: shown === 0 }),
            turn(shown + 1, { label: t('models.more'), emoji: '▶️', disabled: shown + 1 >= pages.length }),
          ),
        ]
      : []),
  );
}

function hiddenWords(hidden: Model[]): string {
  const names = hidden.map(({ name }) => plain(name, 60));
  const named = fitting(names, hiddenLength);
  const more = names.length - named.length;
  const shown = { count: hidden.length, names: named.join(', ') };
  return more > 0 ? t('models.hiddenMore', { ...shown, more }) : t('models.hidden', shown);
}

/** The best models for a goal, each with its pros and cons. */
export function recommendationsView(recommendations: Recommendation[]): View {
  if (recommendations.length === 0) {
    return note('plain', t('models.nothingToRecommend'));
  }
  const lines = recommendations.map(({ availability, reasons, caveats }, index) => {
    const { model, routes, reason } = availability;
    const why = [plain(model.goodFor()), ...reasons].join(' · ');
    const state =
      routes.length > 0 ? `✓ ${wayOf(availability)}` : `✕ ${t(reason ?? 'models.unavailableShort')}`;
    return [
      `**${index + 1}.** ${nameOf(model)} ${why}`,
      `-# ${state} · ${plain(licenceName(model))}`,
      ...(caveats.length > 0 ? [`-# ⚠ ${caveats.map(caveat => plain(caveat)).join(' · ')}`] : []),
    ].join('\n');
  });
  return card(
    'plain',
    text(`### ${t('models.whatFits')}\n${lines.join('\n')}`),
    text(`-# ${t('models.choose')}`),
  );
}

/** A newly added model, its default settings, and whether it is available. */
export function addedModelView(availability: Availability): View {
  const { model, routes, reason } = availability;
  const { id, type, steps, guidance } = model;
  const { width, height } = model.sizes.square;
  const words = [
    t('models.added', { model: nameOf(model) }),
    `-# ${t('models.addedSettings', { id, type, steps, guidance, width, height })}`,
    `-# ${licenceOf(model)}`,
    ...(model.gated ? [`-# ⚠ ${t('models.addedGated')}`] : []),
    routes.length > 0
      ? `✓ ${t('models.addedAvailable', { ways: wayOf(availability) })}`
      : `✕ ${t('models.addedNotAvailable', { reason: reason ? t(reason) : '' })}`,
  ];
  return note(routes.length > 0 ? 'good' : 'warn', words.join('\n'));
}

export const hiddenModelView = (model: Model): View =>
  note('good', t('models.hiddenNow', { model: nameOf(model) }));

export const unhiddenModelView = (model: Model): View =>
  note('good', t('models.unhidden', { model: nameOf(model) }));
