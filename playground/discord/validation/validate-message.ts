import {
  CreateMessageInteractionCallbackRequestSchema,
  IncomingWebhookInteractionRequestSchema,
  IncomingWebhookUpdateRequestPartialSchema,
  MessageCreateRequestSchema,
  MessageEditRequestPartialSchema,
  type SpecSchema,
  UpdateMessageInteractionCallbackRequestSchema,
} from 'discord-api-spec/zod';
import type { APIEmbed } from 'discord-api-types/v10';
import { emptyMessage, type FieldError, invalidForm } from '../rest/api-error.ts';
import type { FormBody } from '../rest/form-body.ts';
import type { AllowedMentions } from '../state/mentions.ts';
import { has, MessageFlag, type RawComponent, type StoredMessage } from '../state/message.ts';
import { componentErrors, componentsV2Errors, legacyErrors, mediaUrls } from './component-rules.ts';
import { embedErrors } from './embed-rules.ts';
import { schemaErrors } from './form-schema.ts';
import { isBlank, lengthOf } from './text.ts';

type Path = (string | number)[];

const SCHEMAS: Record<string, SpecSchema> = {
  create: MessageCreateRequestSchema,
  edit: MessageEditRequestPartialSchema,
  'webhook-create': IncomingWebhookInteractionRequestSchema,
  'webhook-edit': IncomingWebhookUpdateRequestPartialSchema,
};

export type MessageRequest = 'create' | 'edit' | 'webhook-create' | 'webhook-edit';

/** Checks the body of an interaction callback of type 4 to 7 against the published schema. Throws 50035. */
export function validateCallback(payload: Record<string, unknown>): void {
  const schema =
    payload.type === 6 || payload.type === 7
      ? UpdateMessageInteractionCallbackRequestSchema
      : CreateMessageInteractionCallbackRequestSchema;
  normaliseAttachmentIds((payload.data ?? {}) as Record<string, unknown>);
  const errors = schemaErrors(schema, payload);
  if (errors.length > 0) throw invalidForm(errors);
}

/** Attachment ids may be numbers on the wire; the schema knows text. */
function normaliseAttachmentIds(payload: Record<string, unknown>): void {
  if (!Array.isArray(payload.attachments)) return;
  for (const each of payload.attachments as { id?: unknown }[]) {
    if (typeof each.id === 'number') each.id = String(each.id);
  }
}

/**
 * Checks a message to be created or edited: the schema, then the rules that it leaves out.
 * `oldNames` are the files that attachment:// may name beside the new ones. Throws 50035 or 50006.
 */
export function validateMessage(
  kind: MessageRequest,
  body: FormBody,
  base: Path = [],
  old?: StoredMessage,
  oldNames: string[] = [],
): void {
  const { payload } = body;
  normaliseAttachmentIds(payload);
  const schema = schemaErrors(SCHEMAS[kind] as SpecSchema, payload, base);
  if (schema.length > 0) throw invalidForm(schema);

  const message = resulting(body, old);
  const isV2 = has(message.flags, MessageFlag.componentsV2);
  const errors = [
    ...contentErrors(message, isV2),
    ...mentionErrors(payload),
    ...embedErrors(message.embeds, ['embeds']),
    ...componentErrors(message.components, ['components']),
    ...(isV2
      ? [
          ...componentsV2Errors(message.components, ['components']),
          ...attachmentErrors(message.components, new Set([...oldNames, ...namesOf(body)])),
        ]
      : legacyErrors(message.components, ['components'])),
  ];
  if (errors.length > 0) throw invalidForm(errors.map(each => ({ ...each, path: [...base, ...each.path] })));
  const { content, embeds, components, files } = message;
  const isEmpty = isBlank(content) && embeds.length + components.length + files === 0;
  if (isEmpty && !payload.sticker_ids && !payload.poll) throw emptyMessage();
}

interface Resulting {
  content: string;
  embeds: APIEmbed[];
  components: RawComponent[];
  flags: number;
  /** How many files the message will have. */
  files: number;
}

/** The message as it will be: what the body leaves out stays as it was. */
function resulting({ payload, files }: FormBody, old: StoredMessage | undefined): Resulting {
  const attachments = payload.attachments as { id: string }[] | null | undefined;
  const kept = attachments
    ? attachments.filter(each => old?.attachmentIds.includes(each.id)).length
    : (old?.attachmentIds.length ?? 0);
  return {
    content: (payload.content ?? ('content' in payload ? '' : (old?.content ?? ''))) as string,
    embeds: (payload.embeds ?? ('embeds' in payload ? [] : (old?.embeds ?? []))) as APIEmbed[],
    components: (payload.components ??
      ('components' in payload ? [] : (old?.components ?? []))) as RawComponent[],
    flags: Number(payload.flags ?? 0) | (old?.flags ?? 0),
    files: kept + files.length,
  };
}

function contentErrors({ content, embeds, files }: Resulting, isV2: boolean): FieldError[] {
  const errors: FieldError[] = [];
  if (lengthOf(content) > 2000) {
    const message = 'Must be 2000 or fewer in length.';
    errors.push({ path: ['content'], code: 'BASE_TYPE_MAX_LENGTH', message });
  }
  if (files > 10) {
    const message = 'Must be 10 or fewer in length.';
    errors.push({ path: ['attachments'], code: 'BASE_TYPE_MAX_LENGTH', message });
  }
  for (const field of ['content', 'embeds'] as const) {
    if (!isV2 || (field === 'content' ? content === '' : embeds.length === 0)) continue;
    const code = 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2';
    const message = `The "${field}" field cannot be used when using MessageFlags.IS_COMPONENTS_V2`;
    errors.push({ path: [field], code, message });
  }
  return errors;
}

/** "Because parse: [users] and users: [123, 124] are both present, we would throw a validation error": the docs. */
function mentionErrors(payload: Record<string, unknown>): FieldError[] {
  const allowed = payload.allowed_mentions as AllowedMentions | null | undefined;
  return (['users', 'roles'] as const)
    .filter(kind => allowed?.parse?.includes(kind) && (allowed[kind]?.length ?? 0) > 0)
    .map(kind => ({
      path: ['allowed_mentions'],
      code: 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
      message: `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`,
    }));
}

function attachmentErrors(components: RawComponent[], names: Set<string>): FieldError[] {
  return mediaUrls(components)
    .filter(url => url.startsWith('attachment://') && !names.has(decodeURIComponent(url.slice(13))))
    .map(url => ({
      path: ['components'],
      code: 'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND',
      message: `The referenced attachment was not found: ${url}`,
    }));
}

function namesOf(body: FormBody): string[] {
  const described = (body.payload.attachments ?? []) as { id: string; filename?: string }[];
  return body.files.flatMap(file => {
    const name = described.find(each => each.id === file.index)?.filename ?? file.name;
    return [name, name.replace(/[^\p{L}\p{N}._-]+/gu, '_')];
  });
}
