import { type Actor, type ActorVersion, activeVersionOf } from '../../services/actors/actor.ts';
import { withoutVersion } from '../../services/actors/versions.ts';
import type { ErasedVersion } from '../../services/privacy/version-removal.ts';
import { t } from '../../words/words.ts';
import { button, card, note, plain, row, text, type View } from '../components.ts';
import { keepButton, versionRef } from './version-buttons.ts';

/** Asks before a version is deleted, and says what will remain. */
export function deleteVersionView(actor: Actor, version: ActorVersion): View {
  const last = actor.versions.every(other => other === version || other.repo !== version.repo);
  const next = activeVersionOf(withoutVersion(actor, version.number));
  return card(
    'warn',
    text(
      [
        `### ${t('actorVersions.deleteTitle', { version: version.number, actor: plain(actor.name) })}`,
        `• ${t('actorVersions.deletesSamples')}`,
        `• ${t(last ? 'actorVersions.deletesRepository' : 'actorVersions.deletesTag')}`,
        ...(version.number === actor.activeVersion
          ? [next ? t('actorVersions.inUseThen', { next: next.number }) : t('actorVersions.inUseThenNone')]
          : []),
        ...(last ? [] : [t('actorVersions.weightsStay')]),
        `-# ${t('actorVersions.deleteFinal')}`,
      ].join('\n'),
    ),
    row(
      button('version-delete-now', versionRef(actor, version), {
        label: t('actorVersions.delete', { version: version.number }),
        style: 'danger',
      }),
      keepButton(),
    ),
  );
}

/** A version is deleted. */
export const versionDeletedView = ({ actor, version, wasInUse, inUse, repoDeleted }: ErasedVersion): View =>
  note(
    'good',
    [
      `✓ ${t(repoDeleted ? 'actorVersions.deletedRepository' : 'actorVersions.deletedTag', {
        version: version.number,
        actor: plain(actor.name),
      })}`,
      ...(wasInUse
        ? [inUse ? t('actorVersions.wasInUse', { next: inUse.number }) : t('actorVersions.wasInUseNone')]
        : []),
      ...(repoDeleted ? [] : [t('actorVersions.weightsStay')]),
    ].join('\n'),
  );
