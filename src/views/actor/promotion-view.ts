import { passesGate } from '../../services/actors/actor.ts';
import type { Promotion } from '../../services/actors/versions.ts';
import { button, card, fitting, note, plain, row, text, type View } from '../components.ts';
import { keepButton, useButton, versionRef } from './version-buttons.ts';
import { likenessLines, reasonsOf, whatHelps } from './version-words.ts';

/** The answer to choosing a version: it is now in use, or it is below the gate and needs a second confirmation. */
export function promotionView({ actor, version, previous, done }: Promotion): View {
  const name = plain(actor.name);
  if (!done) {
    const now = previous ? `Version ${previous.number} stays in use.` : 'No version is in use.';
    return card(
      'warn',
      text(
        [
          `### ⚠ Use version ${version.number} of ${name} anyway?`,
          `It’s below the bar: it may not look like the person in the photos. ${now}`,
          ...fitting(
            [...likenessLines(version, undefined), ...reasonsOf(version), whatHelps(version)],
            2_000,
          ),
        ].join('\n'),
      ),
      row(
        button('version-use-anyway', versionRef(actor, version), {
          label: `Use version ${version.number} anyway`,
          style: 'danger',
        }),
        keepButton,
      ),
    );
  }
  const back = previous && previous.number !== version.number ? previous : undefined;
  return card(
    passesGate(version) ? 'good' : 'warn',
    text(
      back || !previous
        ? `✓ Images of **${name}** are now made with version ${version.number}${back ? ` instead of version ${back.number}` : ''}.` +
            `${back ? '\n-# Earlier images stay as they are. If you go back, the same requests give the same pictures again, free where they are still stored.' : ''}`
        : `Version ${version.number} of **${name}** is already in use, so nothing changed.`,
    ),
    row(
      button('generate-actor', actor.id, { label: 'Generate', style: 'primary', emoji: '🎨' }),
      ...(back ? [useButton(actor, back)] : []),
    ),
  );
}

export const versionKeptView = (): View => note('plain', 'Nothing was changed.');
