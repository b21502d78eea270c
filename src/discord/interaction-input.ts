import {
  type Attachment,
  type ChatInputCommandInteraction,
  ComponentType,
  type ModalSubmitInteraction,
  PermissionFlagsBits,
  PermissionsBitField,
} from 'discord.js';
import type { AttachedFile, ChosenChannel, ChosenMember, ChosenRole, Command } from '../commands/command.ts';

const fileOf = ({ url, name, size }: Attachment): AttachedFile => ({ url, name, size });

function isAdmin(member: ReturnType<ChatInputCommandInteraction['options']['getMember']>): boolean {
  if (!member) return false;
  const { permissions } = member;
  const held = typeof permissions === 'string' ? new PermissionsBitField(BigInt(permissions)) : permissions;
  return held.has(PermissionFlagsBits.ManageGuild);
}

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
