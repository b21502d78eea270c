import {
  type Attachment,
  type ChatInputCommandInteraction,
  ComponentType,
  type Message,
  type ModalSubmitInteraction,
  PermissionFlagsBits,
  PermissionsBitField,
  type UserContextMenuCommandInteraction,
} from 'discord.js';
import type {
  AttachedFile,
  ChosenChannel,
  ChosenMember,
  ChosenMessage,
  ChosenRole,
  Command,
} from '../commands/command.ts';

const fileOf = ({ url, name, size }: Attachment): AttachedFile => ({ url, name, size });

function isAdmin(member: ReturnType<ChatInputCommandInteraction['options']['getMember']>): boolean {
  if (!member) return false;
  const { permissions } = member;
  const held = typeof permissions === 'string' ? new PermissionsBitField(BigInt(permissions)) : permissions;
  return held.has(PermissionFlagsBits.ManageGuild);
}

const isPicture = (contentType: string | null | undefined, name: string) =>
  contentType?.startsWith('image/') ?? /\.(png|jpe?g|webp|avif|gif|heic)$/i.test(name);

/** The pictures of a message: what was attached, and what stands in its components. */
export function picturesIn({ attachments, components }: Message): AttachedFile[] {
  const attached = [...attachments.values()]
    .filter(({ contentType, name }) => isPicture(contentType, name))
    .map(fileOf);
  const found = new Map(attached.map(file => [pathOf(file.url), file]));
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    else if (typeof value === 'object' && value !== null) {
      for (const [key, held] of Object.entries(value)) {
        if (key !== 'media') visit(held);
        else if (typeof held === 'object' && held !== null && 'url' in held && typeof held.url === 'string') {
          const name = pathOf(held.url).split('/').at(-1) ?? '';
          const size = 'size' in held && typeof held.size === 'number' ? held.size : 0;
          if (!found.has(pathOf(held.url)) && isPicture(undefined, name))
            found.set(pathOf(held.url), { url: held.url, name, size });
        }
      }
    }
  };
  visit(components.map(component => component.toJSON()));
  return [...found.values()];
}

/** Describes the message in whose menu a command was chosen. */
export function chosenMessage(message: Message): ChosenMessage {
  const own = message.author.id === message.client.user.id;
  const ids = JSON.stringify(message.components.map(component => component.toJSON()));
  const imageId = own ? /"details:([\w-]+)"/.exec(ids)?.[1] : undefined;
  return { pictures: picturesIn(message), words: namesIn(message), imageId };
}

/** discord.js has `cleanContent`, but it only knows members in memory, and the bot keeps none. */
const namesIn = ({ content, mentions }: Message): string =>
  content.replaceAll(/<@!?(\d+)>/g, (as, id) => {
    const user = mentions.users.get(id);
    return user ? `@${user.displayName}` : as;
  });

/** The member in whose menu a command was chosen. */
export function chosenMember({ targetUser, targetMember }: UserContextMenuCommandInteraction) {
  const nick = targetMember && ('displayName' in targetMember ? targetMember.displayName : targetMember.nick);
  const name = nick ?? targetUser.displayName;
  return { id: targetUser.id, bot: targetUser.bot, name };
}

/** Without what an address is signed with, which differs from one time to the next. */
const pathOf = (url: string) => (URL.canParse(url) ? new URL(url).pathname : url);

/** The options that the member filled in, in the shapes that the command's declaration promises. */
export function optionsOf(
  interaction: ChatInputCommandInteraction,
  command: Command,
): Record<string, unknown> {
  const { options } = interaction;
  const read = (name: string, kind: string): unknown => {
    if (kind === 'string') return options.getString(name);
    if (kind === 'integer') return options.getInteger(name);
    if (kind === 'number') return options.getNumber(name);
    if (kind === 'boolean') return options.getBoolean(name);
    if (kind === 'file') {
      const attachment = options.getAttachment(name);
      return attachment && fileOf(attachment);
    }
    if (kind === 'channel') {
      const channel = options.getChannel(name);
      return channel && ({ id: channel.id } satisfies ChosenChannel);
    }
    if (kind === 'role') {
      const role = options.getRole(name);
      return role && ({ id: role.id } satisfies ChosenRole);
    }
    const user = options.getUser(name);
    const admin = isAdmin(options.getMember(name));
    return user && ({ id: user.id, bot: user.bot, ...(admin ? { admin } : {}) } satisfies ChosenMember);
  };
  return Object.fromEntries(
    Object.entries(command.options).map(([name, { kind }]) => [name, read(name, kind) ?? undefined]),
  );
}

/** What was typed, chosen, ticked and attached in a modal, by custom_id. */
export function fieldsOf(interaction: ModalSubmitInteraction) {
  const fields: Record<string, string | string[] | boolean> = {};
  const files: Record<string, AttachedFile[]> = {};
  for (const [id, field] of interaction.fields.fields) {
    // Every field with values gets an `attachments` collection as soon as one field has files: only the type tells.
    if (field.type === ComponentType.FileUpload)
      files[id] = [...(field.attachments?.values() ?? [])].map(fileOf);
    else if ('values' in field && field.values) fields[id] = [...field.values];
    else if ('value' in field && field.value !== null) fields[id] = field.value;
  }
  return { fields, files };
}
