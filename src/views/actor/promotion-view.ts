import { passesGate } from '../../services/actors/actor.ts';
import type { Promotion } from '../../services/actors/versions.ts';
import { t } from '../../words/words.ts';
import { button, card, fitting, note, plain, row, text, type View } from '../components.ts';
import { keepButton, useButton, versionRef } from './version-buttons.ts';
import { likenessLines, reasonsOf, whatHelps } from './version-words.ts';

/** The answer to choosing a version: it is now in use, or it is below the gate and needs a second confirmation. */
export function promotionView({ actor, version, previous, done }: Promotion): View {
  const name = plain(actor.name);
  if (!done) {
    return card(
      'warn',
      text(
        [
          `### ⚠ ${t('actorVersions.anywayTitle', { version: version.number, actor: name })}`,
          previous
            ? t('actorVersions.anywayKeeps', { previous: previous.number })
            : t('actorVersions.anyway'),
          ...fitting(
            [...likenessLines(version, undefined), ...reasonsOf(version), whatHelps(version)],
            2_000,
          ),
        ].join('\n'),
      ),
      row(
        button('version-use-anyway', versionRef(actor, version), {
          label: t('actorVersions.useAnyway', { version: version.number }),
          style: 'danger',
        }),
        keepButton(),
      ),
    );
  }
  const used = { actor: name, version: version.number };
  const back = previous && previous.number !== version.number ? previous : undefined;
  return card(
    passesGate(version) ? 'good' : 'warn',
    text(
      back || !previous
        ? back
          ? `✓ ${t('actorVersions.usedInstead', { ...used, previous: back.number })}\n-# ${t('actorVersions.usedBefore')}`
          : `✓ ${t('actorVersions.used', used)}`
        : t('actorVersions.already', used),
    ),
    row(
      button('generate-actor', actor.id, {
        label: t('actorVersions.generate'),
        style: 'primary',
        emoji: '🎨',
      }),
      ...(back ? [useButton(actor, back)] : []),
    ),
  );
}

export const versionKeptView = (): View => note('plain', t('actorVersions.kept'));
