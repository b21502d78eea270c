import { actor } from './actor.ts';
import { addPhotos, addPhotosSent, consentDecline, consentGrant } from './actor-buttons.ts';
import { registerModalSent } from './actor-register.ts';
import type { ButtonDeclaration, Command, CommandGroup, ModalDeclaration } from './command.ts';
import { generate } from './generate.ts';
import { createHelp } from './help.ts';
import { imageButtons, imageModals } from './image-buttons.ts';
import { models } from './models.ts';
import { quota } from './quota.ts';
import { train } from './train.ts';
import { trainButtons } from './train-buttons.ts';

/** Everything a member may ask. A new command is one file and one line here. */
export const commands: (Command | CommandGroup)[] = [
  actor,
  generate,
  train,
  models,
  quota,
  createHelp(() => commands),
];

export const buttons: ButtonDeclaration[] = [
  consentGrant,
  consentDecline,
  addPhotos,
  ...trainButtons,
  ...imageButtons,
];

export const modals: ModalDeclaration[] = [registerModalSent, addPhotosSent, ...imageModals];
