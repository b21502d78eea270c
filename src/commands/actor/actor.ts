import { defineCommandGroup } from '../command.ts';
import { actorDelete } from './delete.ts';
import { actorList } from './list.ts';
import { actorPhotos } from './photos.ts';
import { actorRegister } from './register.ts';
import { actorShare } from './share.ts';
import { actorShow } from './show.ts';
import { actorVersions } from './versions.ts';

export const actor = defineCommandGroup({
  name: 'actor',
  description: 'commands.actor',
  subcommands: [actorRegister, actorList, actorShow, actorPhotos, actorVersions, actorShare, actorDelete],
});
