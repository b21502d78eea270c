import { actorDelete } from './actor-delete.ts';
import { actorList } from './actor-list.ts';
import { actorPhotos } from './actor-photos.ts';
import { actorRegister } from './actor-register.ts';
import { actorShare } from './actor-share.ts';
import { actorShow } from './actor-show.ts';
import { actorVersions } from './actor-versions.ts';
import { defineCommandGroup } from './command.ts';

export const actor = defineCommandGroup({
  name: 'actor',
  description: 'The cast: register people, see where each stands',
  subcommands: [actorRegister, actorList, actorShow, actorPhotos, actorVersions, actorShare, actorDelete],
});
