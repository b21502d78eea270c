import { type Generation, sourceOf } from '../generation.ts';
import type { Picture } from '../images/picture-cache.ts';
import type { GenerationRequest, Plan } from '../requests/plan.ts';

/** What is kept of an answer. */
export function recordOf(
  {
    id,
    request,
    plan: { settings, cast, style, availability, fromPhoto, saidBefore },
    promptTokens,
    tokensEach,
  }: { id: string; request: GenerationRequest; plan: Plan; promptTokens: number; tokensEach: number },
  made: (Picture & { seed: number })[],
  createdAt: number,
): Generation {
  const { guildId, channelId, parentChannelId, memberId } = request;
  const { name: modelName, tokenLimit } = availability.model;
  const actor = cast && {
    id: cast.actor.id,
    name: cast.actor.name,
    version: cast.version?.number ?? 0,
    standIn: cast.version?.standIn ?? false,
    from: cast.source,
  };
  const cached = made.filter(image => image.fromCache).length;
  return {
    id,
    guildId,
    channelId,
    ...(parentChannelId ? { parentChannelId } : {}),
    memberId,
    prompt: request.prompt.trim(),
    shape: request.shape ?? 'square',
    ...(actor ? { actor } : {}),
    ...(cast?.other ? { actor2: { id: cast.other.id, name: cast.other.name } } : {}),
    modelName,
    ...(request.style ? { style: request.style } : {}),
    ...(style ? { styleWords: style.words } : {}),
    ...(request.variationOf ? { request: 'variations' as const } : {}),
    ...(request.changeOf ? { request: 'change' as const } : {}),
    ...(request.touchUp ? { touchUp: request.touchUp.kind } : {}),
    settings: { ...settings, seed: made[0]?.seed ?? settings.seed },
    private: request.private ?? false,
    ...(fromPhoto ? { fromPhoto } : {}),
    ...(saidBefore.length > 0 ? { saidBefore } : {}),
    images: made.map(({ sha256, seed, nudity, faces }) => ({
      ...{ sha256, seed, nudity },
      ...(faces ? { faces } : {}),
    })),
    posts: request.post ? [request.post] : [],
    stalePosts: [],
    cached,
    tokens: (made.length - cached) * tokensEach,
    tokensEach,
    promptTokens,
    ...(tokenLimit ? { tokenLimit } : {}),
    createdAt,
    deleted: false,
  };
}

/** The request behind an answer, to be made again for the member who asks now. */
export function requestFrom(
  record: Generation,
  caller: Pick<
    GenerationRequest,
    | 'guildId'
    | 'channelId'
    | 'parentChannelId'
    | 'placeId'
    | 'memberId'
    | 'adultChannel'
    | 'roleIds'
    | 'admin'
  >,
): GenerationRequest {
  const { prompt, actor, actor2, settings, shape, images } = record;
  const source = sourceOf(record);
  const [changed] = record.request === 'change' ? (settings.pictures ?? []) : [];
  const { guildId, channelId, parentChannelId, placeId, memberId, adultChannel, roleIds, admin } = caller;
  return {
    ...{ roleIds, admin },
    guildId,
    channelId,
    parentChannelId,
    placeId,
    memberId,
    adultChannel,
    prompt,
    actor: actor?.id,
    actor2: actor2?.id,
    using: actor && (source === 'photos' || source === 'trained') ? source : undefined,
    // An actor brings the model of its version along, which may be another one by now; a picture to start from, too.
    ...(settings.reference || settings.pictures
      ? {}
      : { model: actor ? undefined : settings.model, steps: settings.steps, guidance: settings.guidance }),
    style: record.style,
    negative: settings.negative,
    shape,
    // Photos are chosen anew: they may be others by now.
    variationOf: source === 'photos' ? undefined : settings.reference,
    changeOf: changed === undefined ? undefined : { sha256: changed },
    ...(record.touchUp
      ? {
          model: settings.model,
          touchUp: { kind: record.touchUp, width: settings.width, height: settings.height },
        }
      : {}),
    count: images.length,
    private: record.private,
  };
}
