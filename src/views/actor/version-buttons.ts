import type { Actor, ActorVersion } from '../../services/actors/actor.ts';
import { button } from '../components.ts';

export const versionRef = (actor: Pick<Actor, 'id'>, version: Pick<ActorVersion, 'number'>) =>
  `${actor.id}/${version.number}`;

export const useButton = (actor: Actor, version: ActorVersion) =>
  button('version-use', versionRef(actor, version), { label: `Use version ${version.number}` });
export const deleteButton = (actor: Actor, version: ActorVersion) =>
  button('version-delete', versionRef(actor, version), {
    label: `Delete version ${version.number}`,
    style: 'danger',
  });
export const keepButton = button('version-keep', '', { label: 'Keep it' });
