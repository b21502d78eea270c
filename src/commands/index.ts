import { actor } from './actor.ts';
import { addPhotos, addPhotosSent, consentDecline, consentGrant, consentPhotos } from './actor-buttons.ts';
import { registerModalSent } from './actor-register.ts';
import type { ButtonDeclaration, Command, CommandGroup, ModalDeclaration } from './command.ts';
import { gallery, galleryButtons } from './gallery.ts';
import { generate } from './generate.ts';
import { createHelp } from './help.ts';
import { imageButtons, imageModals } from './image-buttons.ts';
import { models, modelsPage } from './models.ts';
import { photoButtons, photoModals } from './photo-buttons.ts';
import { privacy } from './privacy.ts';
import { privacyButtons } from './privacy-buttons.ts';
import { quota } from './quota.ts';
import { settings } from './settings.ts';
import { accountResume } from './settings-budget.ts';
import { show } from './show.ts';
import { train } from './train.ts';
import { trainButtons } from './train-buttons.ts';
import { versionButtons } from './version-buttons.ts';

/** Everything a member may ask. A new command is one file and one line here. */
export const commands: (Command | CommandGroup)[] = [
  actor,
  generate,
  gallery,
  show,
  train,
  models,
  quota,
  privacy,
  settings,
  createHelp(() => commands),
];

export const buttons: ButtonDeclaration[] = [
  consentPhotos,
  consentGrant,
  consentDecline,
  addPhotos,
  ...photoButtons,
  ...trainButtons,
  ...versionButtons,
  ...imageButtons,
  ...galleryButtons,
  ...privacyButtons,
  accountResume,
  modelsPage,
];

export const modals: ModalDeclaration[] = [registerModalSent, addPhotosSent, ...photoModals, ...imageModals];
