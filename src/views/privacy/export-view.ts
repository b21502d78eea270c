import { ComponentType } from 'discord-api-types/v10';
import type { Exported } from '../../services/privacy/export.ts';
import { formatNumber } from '../../words/numbers.ts';
import { type PlainKey, t } from '../../words/words.ts';
import { button, card, row, text, type View } from '../components.ts';

const sizeOf = (bytes: number) =>
  bytes < 1e6
    ? t('units.kilobytes', { size: Math.max(1, Math.round(bytes / 1_000)) })
    : t('units.megabytes', {
        size: formatNumber(bytes / 1e6, { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
      });

interface ExportWords {
  title: PlainKey;
  /** The button that gives the next part. */
  next: string;
  inside: PlainKey;
  foot: PlainKey;
}

const ofEverything: ExportWords = {
  title: 'privacy.exportTitle',
  next: 'privacy-export-next',
  inside: 'privacy.exportInside',
  foot: 'privacy.exportFoot',
};
export const ofImages: ExportWords = {
  title: 'privacy.exportImagesTitle',
  next: 'gallery-export',
  inside: 'privacy.exportImagesInside',
  foot: 'privacy.exportImagesFoot',
};

/** Where nothing of a server is shown. */
export const ofImagesOutside: ExportWords = { ...ofImages, inside: 'privacy.exportImagesOutside' };

/** Consecutive parts of an export. */
export function exportView(
  parts: Exported[],
  { title, next, inside, foot }: ExportWords = ofEverything,
): View {
  const [first] = parts;
  const last = parts.at(-1);
  if (!first || !last) return card('plain', text(t('privacy.nothingToExport')));
  const all = last.parts;
  const which =
    all === 1
      ? t('privacy.oneFile')
      : parts.length === 1
        ? t('privacy.onePart', { part: first.part + 1, parts: all })
        : t('privacy.someParts', { first: first.part + 1, last: last.part + 1, parts: all });
  return {
    ...card(
      'good',
      text(`### ${t(title)}\n${which} ${t(inside)}`),
      ...parts.map(({ zip }) => ({
        type: ComponentType.File as const,
        file: { url: `attachment://${zip.name}` },
      })),
      text(`-# ${t(foot)}`),
      ...(last.part + 1 < all
        ? [
            row(
              button(next, String(last.part + 1), {
                label: t('privacy.nextPart', { part: last.part + 2 }),
                style: 'primary',
              }),
            ),
          ]
        : []),
    ),
    files: parts.map(({ zip, part }) => ({
      name: zip.name,
      bytes: zip.bytes,
      description: t('privacy.partAlt', { part: part + 1, parts: all, size: sizeOf(zip.bytes.length) }),
      // The pictures in it are signed each.
      made: 'nothing',
    })),
  };
}
