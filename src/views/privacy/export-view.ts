import { ComponentType } from 'discord-api-types/v10';
import type { Exported } from '../../services/privacy/export.ts';
import { button, card, row, text, type View } from '../components.ts';

const sizeOf = (bytes: number) =>
  bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1_000))} kB` : `${(bytes / 1e6).toFixed(1)} MB`;

interface ExportWords {
  title: string;
  /** The button that gives the next part. */
  next: string;
  inside: string;
  foot: string;
}

const ofEverything: ExportWords = {
  title: 'What I keep about you',
  next: 'privacy-export-next',
  inside: 'JSON, JPEG and PNG files; README.txt explains what’s inside',
  foot: 'Only you see this. To delete all of it: `/privacy delete`.',
};
export const ofImages: ExportWords = {
  title: 'Your images',
  next: 'gallery-export',
  inside: 'the images that you made, in every server, with their settings and credentials',
  foot: 'Only you see this. Everything I keep about you: `/privacy export`.',
};

/** Consecutive parts of an export. */
export function exportView(
  parts: Exported[],
  { title, next, inside, foot }: ExportWords = ofEverything,
): View {
  const [first] = parts;
  const last = parts.at(-1);
  if (!first || !last) return card('plain', text('There is nothing to export.'));
  const all = last.parts;
  const which =
    all === 1
      ? 'Everything is in one file.'
      : `Part${parts.length > 1 ? `s ${first.part + 1} to ${last.part + 1}` : ` ${first.part + 1}`} of ${all}.`;
  return {
    ...card(
      'good',
      text(`### ${title}\n${which} Each is a zip with ${inside}.`),
      ...parts.map(({ zip }) => ({
        type: ComponentType.File as const,
        file: { url: `attachment://${zip.name}` },
      })),
      text(`-# ${foot}`),
      ...(last.part + 1 < all
        ? [
            row(
              button(next, String(last.part + 1), {
                label: `Next: part ${last.part + 2}`,
                style: 'primary',
              }),
            ),
          ]
        : []),
    ),
    files: parts.map(({ zip, part }) => ({
      name: zip.name,
      bytes: zip.bytes,
      description: `Part ${part + 1} of ${all}, ${sizeOf(zip.bytes.length)}`,
      // The pictures in it are signed each.
      made: 'nothing',
    })),
  };
}
