import type { Actor, ActorVersion } from '../../services/actors/actor.ts';
import { t } from '../../words/words.ts';
import { button } from '../components.ts';

export const versionRef = (actor: Pick<Actor, 'id'>, version: Pick<ActorVersion, 'number'>) =>
  `${actor.id}/${version.number}`;

export const useButton = (actor: Actor, version: ActorVersion) =>
  button('version-use', versionRef(actor, version), {
    label: t('actorVersions.use', { version: version.number }),
  });
export const deleteButton = (actor: Actor, version: ActorVersion) =>
  button('version-delete', versionRef(actor, version), {
    label: t('actorVersions.delete', { version: version.number }),
    style: 'danger',
  });
export const keepButton = () => button('version-keep', '', { label: t('actorVersions.keep') });
