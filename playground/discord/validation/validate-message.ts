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
import { emptyMessage, invalidForm } from '../rest/api-error.ts';
import type { FormBody } from '../rest/form-body.ts';
import { has, MessageFlag, type RawComponent, type StoredMessage, walkComponents } from '../state/message.ts';
import { schemaErrors } from './form-schema.ts';

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
 * `attachedNames` gives the files that attachment:// may name. Throws 50035 or 50006.
 */
export function validateMessage(
  kind: MessageRequest,
  body: FormBody,
  base: (string | number)[] = [],
  old?: StoredMessage,
  oldNames: string[] = [],
): void {
  const { payload } = body;
  normaliseAttachmentIds(payload);
  const errors = schemaErrors(SCHEMAS[kind] as SpecSchema, payload, base);
  const fail = (field: string | (string | number)[], code: string, message: string) =>
    errors.push({ path: [...base, ...(typeof field === 'string' ? [field] : field)], code, message });
  if (errors.length > 0) throw invalidForm(errors);

  const content = (payload.content ?? (old && !('content' in payload) ? old.content : '')) as string;
  const embeds = (payload.embeds ?? (old && !('embeds' in payload) ? old.embeds : [])) as APIEmbed[];
  const components = (payload.components ??
    (old && !('components' in payload) ? old.components : [])) as RawComponent[];
  const flags = Number(payload.flags ?? 0) | (old?.flags ?? 0);
  const attachments = payload.attachments as { id: string }[] | null | undefined;
  const all = walkComponents(components);

  if (content.length > 2000) {
    fail('content', 'BASE_TYPE_MAX_LENGTH', 'Must be 2000 or fewer in length.');
  }
  if (embeds.reduce((sum, embed) => sum + embedLength(embed), 0) > 6000) {
    fail('embeds', 'MAX_EMBED_SIZE_EXCEEDED', 'Embed size exceeds maximum size of 6000');
  }
  const kept = attachments
    ? attachments.filter(each => old?.attachmentIds.includes(each.id)).length
    : (old?.attachmentIds.length ?? 0);
  if (kept + body.files.length > 10) {
    fail('attachments', 'BASE_TYPE_MAX_LENGTH', 'Must be 10 or fewer in length.');
  }
  customIdErrors(all, fail);
  if (has(flags, MessageFlag.componentsV2)) {
    if (content)
      fail(
        'content',
        'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
        'The "content" field cannot be used when using MessageFlags.IS_COMPONENTS_V2',
      );
    if (embeds.length)
      fail(
        'embeds',
        'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
        'The "embeds" field cannot be used when using MessageFlags.IS_COMPONENTS_V2',
      );
    if (all.length > 40) fail('components', 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 40 in length.');
    const text = all.reduce((sum, each) => sum + (each.type === 10 ? (each.content ?? '').length : 0), 0);
    if (text > 4000)
      fail('components', 'COMPONENT_TEXT_SIZE_EXCEEDED', 'Displayable text exceeds 4000 characters.');
    const names = new Set([...oldNames, ...namesOf(body)]);
    for (const url of mediaUrls(all)) {
      if (url.startsWith('attachment://') && !names.has(decodeURIComponent(url.slice(13)))) {
        fail(
          'components',
          'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND',
          `The referenced attachment was not found: ${url}`,
        );
      }
    }
    if (components.length === 0)
      errors.push({
        path: [...base, 'components'],
        code: 'BASE_TYPE_REQUIRED',
        message: 'This field is required',
      });
  } else {
    const late = components.findIndex(each => each.type !== 1);
    if (late >= 0)
      fail(['components', late, 'type'], 'UNION_TYPE_CHOICES', 'Value of field "type" must be one of (1,).');
    if (components.length > 5)
      fail('components', 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 5 in length.');
  }
  rowErrors(all, fail);
  if (errors.length > 0) throw invalidForm(errors);
  const keepsFiles = kept > 0 || body.files.length > 0;
  if (
    !content &&
    embeds.length === 0 &&
    components.length === 0 &&
    !keepsFiles &&
    !payload.sticker_ids &&
    !payload.poll
  ) {
    throw emptyMessage();
  }
}

type Fail = (field: string | (string | number)[], code: string, message: string) => void;

function customIdErrors(all: RawComponent[], fail: Fail): void {
  const seen = new Set<string>();
  for (const { custom_id: id } of all) {
    if (id === undefined) continue;
    if (seen.has(id)) {
      fail('components', 'COMPONENT_CUSTOM_ID_DUPLICATED', 'Component custom id cannot be duplicated');
    }
    seen.add(id);
  }
}

function rowErrors(all: RawComponent[], fail: Fail): void {
  for (const row of all) {
    if (row.type !== 1) continue;
    const held = row.components ?? [];
    if (held.some(each => each.type !== 2) && held.length > 1) {
      fail(
        'components',
        'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
        'The specified component exceeds the maximum width',
      );
    }
    for (const button of held) {
      if (button.type !== 2) continue;
      const isLink = button.style === 5;
      if (isLink !== (button.url !== undefined) || (!isLink && button.style !== 6 && !button.custom_id)) {
        fail('components', 'BUTTON_COMPONENT_INVALID', 'A link button needs a url, any other a custom id');
      }
    }
  }
}

function mediaUrls(all: RawComponent[]): string[] {
  return all.flatMap(each => [
    ...(each.items ?? []).map(item => item.media.url),
    ...(each.media ? [each.media.url] : []),
    ...(each.file ? [each.file.url] : []),
  ]);
}

function namesOf(body: FormBody): string[] {
  const described = (body.payload.attachments ?? []) as { id: string; filename?: string }[];
  return body.files.flatMap(file => {
    const name = described.find(each => each.id === file.index)?.filename ?? file.name;
    return [name, name.replace(/[^\p{L}\p{N}._-]+/gu, '_')];
  });
}

function embedLength(embed: APIEmbed): number {
  const fields = (embed.fields ?? []).reduce((sum, each) => sum + each.name.length + each.value.length, 0);
  return (
    (embed.title?.length ?? 0) +
    (embed.description?.length ?? 0) +
    (embed.footer?.text.length ?? 0) +
    (embed.author?.name.length ?? 0) +
    fields
  );
}
