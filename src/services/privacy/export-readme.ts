import { type PlainKey, t } from '../../words/words.ts';

const inside: readonly (readonly [path: string, what: PlainKey])[] = [
  ['records/actors.json', 'exportReadme.actors'],
  ['records/chosen-for.json', 'exportReadme.chosenFor'],
  ['records/images.json', 'exportReadme.images'],
  ['records/favourites.json', 'exportReadme.favourites'],
  ['records/albums.json', 'exportReadme.albums'],
  ['records/given.json', 'exportReadme.given'],
  ['records/trainings.json', 'exportReadme.trainings'],
  ['records/budget.json', 'exportReadme.budget'],
  ['records/trainings-this-week.json', 'exportReadme.trainingsThisWeek'],
  ['records/language.json', 'exportReadme.language'],
  ['records/rules.json', 'exportReadme.rules'],
  ['records/changed.json', 'exportReadme.changed'],
  ['records/failed.json', 'exportReadme.failed'],
  ['records/stopped.json', 'exportReadme.stopped'],
  ['records/history.json', 'exportReadme.history'],
  ['records/approvals.json', 'exportReadme.approvals'],
  ['records/digests.json', 'exportReadme.digests'],
  ['records/requests.json', 'exportReadme.requests'],
  ['photos/', 'exportReadme.photoFiles'],
  ['samples/', 'exportReadme.sampleFiles'],
  ['given/', 'exportReadme.givenFiles'],
  ['images/', 'exportReadme.imageFiles'],
];

/** README.txt of one part, counted from 0. `date` is when it was exported, in ISO 8601. */
export function readmeOf(what: 'everything' | 'images', part: number, parts: number, date: string): string {
  const which = { part: part + 1, parts };
  const lines =
    what === 'images'
      ? [
          t('exportReadme.imagesTitle', { date }),
          t('exportReadme.imagesPart', which),
          t('exportReadme.everything'),
        ]
      : [
          t('exportReadme.title', { date }),
          t('exportReadme.part', which),
          '',
          ...inside.map(([path, key]) => `${path.padEnd(34)}${t(key)}`),
          '',
          t('exportReadme.delete'),
        ];
  return `${lines.join('\n')}\n`;
}
