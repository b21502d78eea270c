import { type Actor, type ActorVersion, activeVersionOf } from '../../services/actors/actor.ts';
import { withoutVersion } from '../../services/actors/versions.ts';
import type { ErasedVersion } from '../../services/privacy/version-removal.ts';
import { button, card, note, plain, row, text, type View } from '../components.ts';
import { keepButton, versionRef } from './version-buttons.ts';

const usedThen = (next: ActorVersion | undefined) =>
  next
    ? `version ${next.number} is used, the newest one left that passes the check`
    : 'no version is in use, until one is trained (`/train start`) or chosen here (`/actor versions`)';

/** Asks before a version is deleted, and says what will remain. */
export function deleteVersionView(actor: Actor, version: ActorVersion): View {
  const last = actor.versions.every(other => other === version || other.repo !== version.repo);
  const next = activeVersionOf(withoutVersion(actor, version.number));
  return card(
    'warn',
    text(
      [
        `### Delete version ${version.number} of ${plain(actor.name)}?`,
        '• its sample pictures, and pictures made with it that are kept for nobody',
        last
          ? '• its repository on Hugging Face with the whole history: no other version is in there'
          : '• its tag on Hugging Face',
        ...(version.number === actor.activeVersion ? [`It’s in use. Afterwards ${usedThen(next)}.`] : []),
        ...(last ? [] : [weightsStay]),
        '-# Images in galleries and channels stay. This can’t be undone, and the number isn’t reused.',
      ].join('\n'),
    ),
    row(
      button('version-delete-now', versionRef(actor, version), {
        label: `Delete version ${version.number}`,
        style: 'danger',
      }),
      keepButton,
    ),
  );
}

const weightsStay =
  'Its weights stay in the history of the private repository, which the other versions share, until the actor is deleted (`/actor delete`).';

/** A version is deleted. */
export const versionDeletedView = ({ actor, version, wasInUse, inUse, repoDeleted }: ErasedVersion): View =>
  note(
    'good',
    [
      `✓ Version ${version.number} of **${plain(actor.name)}** is deleted, with its samples${repoDeleted ? ' and its repository on Hugging Face' : ' and its tag on Hugging Face'}.`,
      ...(wasInUse ? [`It was in use. Now ${usedThen(inUse)}.`] : []),
      ...(repoDeleted ? [] : [weightsStay]),
    ].join('\n'),
  );
