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

interface Part {
  /** From 0. */
  part: number;
  parts: number;
  /** When it was exported, in ISO 8601. */
  date: string;
  /** Images that were left out of it: because somebody else in them has ruled them out, and because that couldn't be told. */
  ruledOut: number;
  unchecked: number;
}

/** README.txt of one part. */
export function readmeOf(
  what: 'everything' | 'images',
  { part, parts, date, ruledOut, unchecked }: Part,
): string {
  const which = { part: part + 1, parts };
  const leftOut = [
    ...(ruledOut > 0 ? [t('exportReadme.ruledOut', { images: ruledOut })] : []),
    ...(unchecked > 0 ? [t('exportReadme.unchecked', { images: unchecked })] : []),
  ];
  const lines =
    what === 'images'
      ? [
          t('exportReadme.imagesTitle', { date }),
          t('exportReadme.imagesPart', which),
          ...leftOut,
          t('exportReadme.everything'),
        ]
      : [
          t('exportReadme.title', { date }),
          t('exportReadme.part', which),
          ...leftOut,
          '',
          ...inside.map(([path, key]) => `${path.padEnd(34)}${t(key)}`),
          '',
          t('exportReadme.delete'),
        ];
  return `${lines.join('\n')}\n`;
}
