import { actor } from './actor/actor.ts';
import { askToCast } from './actor/ask-to-cast.ts';
import { consentButtons } from './actor/consent-buttons.ts';
import { digestButtons } from './actor/digest-buttons.ts';
import { faceButtons } from './actor/face-buttons.ts';
import { actorHistory } from './actor/history-button.ts';
import { limitsButtons, limitsModals } from './actor/limits-buttons.ts';
import { photoButtons, photoModals } from './actor/photo-buttons.ts';
import { registerModalSent } from './actor/register.ts';
import { renewalButtons } from './actor/renewal-buttons.ts';
import { versionButtons } from './actor/version-buttons.ts';
import { approvalButtons } from './approvals/approval-buttons.ts';
import type { ButtonDeclaration, Command, CommandGroup, MenuCommand, ModalDeclaration } from './command.ts';
import { albumButtons, albumModals } from './gallery/albums.ts';
import { gallery, galleryButtons } from './gallery/gallery.ts';
import { show } from './gallery/show.ts';
import { generate } from './generate/generate.ts';
import { imageButtons, imageModals } from './generate/image-buttons.ts';
import { improveButtons, improveModals } from './generate/improve-buttons.ts';
import { makeOfMessage, makeOfMessageSent, showSettings } from './generate/message-menu.ts';
import { ownPackButtons, ownPackModals } from './generate/own-packs.ts';
import { packButtons } from './generate/pack-buttons.ts';
import { priceButtons } from './generate/price-buttons.ts';
import { touchUpButtons } from './generate/touch-up-buttons.ts';
import { referenceButtons, referenceModals, useAsReference } from './generate/use-as-reference.ts';
import { createHelp } from './help/help.ts';
import { models, modelsPage } from './models/models.ts';
import { privacy } from './privacy/privacy.ts';
import { privacyButtons } from './privacy/privacy-buttons.ts';
import { isThisOurs } from './provenance/is-this-ours.ts';
import { quota } from './quota/quota.ts';
import { settingsUndo } from './settings/change.ts';
import { accountResume } from './settings/resume.ts';
import { settings } from './settings/settings.ts';
import { status } from './status/status.ts';
import { train } from './train/train.ts';
import { trainButtons } from './train/train-buttons.ts';

const { help, helpTopic } = createHelp(() => commands);

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
  status,
  help,
];

/** What the menus of messages and of members offer. */
export const menuCommands: MenuCommand[] = [
  makeOfMessage,
  useAsReference,
  showSettings,
  isThisOurs,
  askToCast,
];

export const buttons: ButtonDeclaration[] = [
  ...consentButtons,
  ...limitsButtons,
  ...approvalButtons,
  ...digestButtons,
  ...faceButtons,
  actorHistory,
  ...renewalButtons,
  ...photoButtons,
  ...trainButtons,
  ...versionButtons,
  ...imageButtons,
  ...improveButtons,
  ...packButtons,
  ...ownPackButtons,
  ...priceButtons,
  ...referenceButtons,
  ...touchUpButtons,
  ...galleryButtons,
  ...albumButtons,
  ...privacyButtons,
  accountResume,
  settingsUndo,
  modelsPage,
  helpTopic,
];

export const modals: ModalDeclaration[] = [
  registerModalSent,
  ...limitsModals,
  ...photoModals,
  ...imageModals,
  ...improveModals,
  ...ownPackModals,
  ...albumModals,
  ...referenceModals,
  makeOfMessageSent,
];
