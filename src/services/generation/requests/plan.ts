import { randomInt } from 'node:crypto';
import { UserError } from '../../../errors.ts';
import type { Language } from '../../../words/language.ts';
import { said } from '../../../words/words.ts';
import { mustAsk } from '../../actors/access.ts';
import type { Actor, Post } from '../../actors/actor.ts';
import type { ActorsService } from '../../actors/actors-service.ts';
import { type Model, type Shape, styledPrompt } from '../../models/model.ts';
import type { Availability, ModelsService } from '../../models/models-service.ts';
import { type NamedStyle, styledBy } from '../../models/named-styles.ts';
import type { SafetyService } from '../../safety/safety-service.ts';
import type { Standing } from '../../settings/access.ts';
import { isForAdults } from '../../settings/channel-rules.ts';
import { type GuildSettings, requireRunning, type SettingsService } from '../../settings/settings-service.ts';
import { derivedSeed, maxSeed, type Settings, type Words } from '../generation.ts';
import { type Cast, createCasting, type PreferredWay } from './cast-request.ts';
import {
  inDrawnStyle,
  limitedOf,
  markedSettings,
  negativeWith,
  requireDrawing,
  requireTreated,
  treatmentOf,
} from './limited-request.ts';
import { peopleInPicture, placeSubjects, subjectOf } from './place-subject.ts';
import { type FindStartingPoint, namingShown, type StartingPoint } from './starting-point.ts';
import { instructionOf, type TouchUp } from './touch-ups.ts';
import type { FindTrainedWays } from './trained-ways.ts';

/** Characters. */
export const promptLengthMost = 1_500;
const loraScale = 0.9;

export interface GenerationRequest {
  guildId: string;
  channelId: string;
  /** Of a public thread, the channel that it belongs to. */
  parentChannelId?: string | undefined;
  /** The channel whose rules count: of any thread, the one that it belongs to. Absent in requests of earlier versions. */
  placeId?: string | undefined;
  memberId: string;
  prompt: string;
  /** Id or name. */
  actor?: string | undefined;
  /** The second one, of two who are shown together. */
  actor2?: string | undefined;
  /** Where the likeness comes from; what has shown the better one, where it is not said. */
  using?: 'photos' | 'trained' | undefined;
  model?: string | undefined;
  /** The name of a style of the server. */
  style?: string | undefined;
  negative?: string | undefined;
  shape?: Shape | undefined;
  steps?: number | undefined;
  guidance?: number | undefined;
  seed?: number | undefined;
  /** 1 to 4. */
  count?: number | undefined;
  private?: boolean | undefined;
  /** A new seed, where none is given: the answer is not one that was given before. */
  fresh?: boolean | undefined;
  /** A picture to start from, by its SHA-256; the member who asks was allowed to see it. Strength 0 keeps it, 1 ignores it. */
  variationOf?: { sha256: string; strength: number } | undefined;
  /** A picture that the prompt changes, by its SHA-256; the member who asks was allowed to see it. */
  changeOf?: { sha256: string } | undefined;
  /** How `changeOf` is touched up, whatever the prompt says: it stays the words of the picture. */
  touchUp?: TouchUp | undefined;
  /** Asked in a channel that Discord restricts to adults; taken as not, where it is not said. */
  adultChannel?: boolean | undefined;
  /** What its member speaks, and what is spoken where its images are shown; English, where it is not said. */
  language?: Language | undefined;
  channelLanguage?: Language | undefined;
  /** The message that the answer will stand in, where it is known before. */
  post?: Post | undefined;
  /** Of the member when they asked; the rules of the server are judged by these. */
  roleIds?: readonly string[] | undefined;
  admin?: boolean | undefined;
  /** One image of each of these scenes instead of one of the prompt, which only names them. */
  pack?: { id: string; scenes: readonly string[] } | undefined;
  /** The member agreed to pay so much for it, in millionths of a dollar. */
  agreedMicros?: number | undefined;
  /** The style as it was when its words were approved. Only the bot itself writes it. */
  styled?: NamedStyle | undefined;
  /** Actors whose person has approved exactly this request, by their ids. Only the bot itself writes it. */
  approvedFor?: readonly string[] | undefined;
}

/** Who asks, as far as the rules of the server go. */
export const standingOf = ({
  guildId,
  memberId,
  roleIds = [],
  admin = false,
}: Pick<GenerationRequest, 'guildId' | 'memberId' | 'roleIds' | 'admin'>): Standing => ({
  guildId,
  memberId,
  roleIds,
  admin,
});

/** What a request comes down to: the settings of its first picture, and where it can be made. */
export interface Plan {
  settings: Settings;
  availability: Availability;
  cast: Cast | undefined;
  style: NamedStyle | undefined;
  /** It goes back to a photo that a member gave. */
  fromPhoto: boolean;
  /** See `Generation.saidBefore`. */
  saidBefore: Words[];
  /** What the model is told to leave out beside the negative prompt: it is in no record and no file. */
  unsaid: readonly string[];
  /** Actors whose person has to approve the request first. */
  toAsk: Actor[];
  /** Whether the channel that it is for is for adults now. */
  isForAdults(): boolean;
  /** Whether it may still be made, by what holds at that moment. @throws UserError */
  stillAllowed(): Promise<void>;
}

export type Planner = ReturnType<typeof createPlanner>;

/** Turns what a member asked for into settings. @throws UserError for what cannot be made; nothing is spent yet. */
export function createPlanner({
  actors,
  models,
  trainedWays,
  preferredWay,
  placesIn,
  startingPoint,
  safety,
  settings,
}: {
  actors: ActorsService;
  models: ModelsService;
  trainedWays: FindTrainedWays;
  preferredWay?: PreferredWay;
  /** Ids of the actors in a picture that was made here, from left to right; empty where that is not known. */
  placesIn?: (sha256: string) => Promise<string[]>;
  startingPoint: FindStartingPoint;
  safety: Pick<SafetyService, 'checkPrompt' | 'checkLimits'>;
  settings: Pick<SettingsService, 'get' | 'requireMay'>;
}) {
  const { castActor, startFor } = createCasting({ actors, models, trainedWays, preferredWay, placesIn });

  /** `unasked`: of words that no member typed. What is stopped is not recorded as if they had. */
  return async function plan(request: GenerationRequest, { unasked = false } = {}): Promise<Plan> {
    requireRunning(settings.get(request.guildId));
    settings.requireMay(standingOf(request), 'generate');
    const prompt = typedPrompt(request);
    const style =
      request.styled ?? (request.style ? models.styleNamed(request.guildId, request.style) : undefined);
    const named = await castActor(request);
    const { guildId, memberId } = request;
    // A style's own words for it are used where none are typed.
    const wantedNegative = request.negative?.trim() || style?.negative;
    const point = await startingPoint(request);
    // Whom a picture shows, what is made of it shows too: it is theirs, whether the request names them or not.
    const asked = point?.shown.length ? await castActor(namingShown(request, point.shown, named)) : named;
    const fromPhoto = point?.fromPhoto === true;
    // People in a member's photo are real, and nobody asked them about that.
    const forAdults = () => !fromPhoto && isForAdultsNow(settings.get(guildId), request);
    const needsApproval = (actor: Actor) =>
      mustAsk(actor, memberId) && !request.approvedFor?.includes(actor.id);
    /**
     * Resolves to those whose approval is missing. It goes by what they allow and rule out at this moment, also for requests
     * that wait.
     */
    const judge = async (from: StartingPoint | undefined): Promise<Actor[]> => {
      const adultChannel = forAdults();
      // As it is judged: an actor's name is nothing that a rule should find a word in.
      const words = styledBy(placed(request, prompt, asked, asked ? subjectsOf(asked) : []), style);
      const judged = {
        ...{ guildId, memberId, adultChannel, fromPhoto, unasked },
        ...{ prompt: words, negative: wantedNegative },
      };
      const people = await Promise.all(
        (asked ? peopleIn(asked) : []).map(({ id }) => actors.askable(guildId, memberId, id)),
      );
      const limiting = withShown(people, from);
      if (limiting.length === 0) await safety.checkPrompt(judged);
      for (const [at, { id }] of limiting.entries())
        await safety.checkPrompt({ ...judged, actorId: id, subject: asked && subjectsOf(asked)[at] });
      await safety.checkLimits({
        ...judged,
        prompt: styledBy(prompt, style),
        people: limiting.map(limitedOf),
      });
      requireTreated(treatment, limiting);
      return limiting.filter(needsApproval);
    };
    const stillAllowed = async () => {
      const [unapproved] = await judge(await startingPoint(request));
      if (unapproved) throw nowAsks(unapproved);
    };
    const limiting = withShown(asked ? peopleIn(asked) : [], point);
    const treatment = treatmentOf(limiting);
    const toAsk = await judge(point);
    const { cast, start } = await startFor(request, asked, point);
    const { model, revision } = start.availability;
    const words = placed(request, prompt, cast, start.subjects ?? (cast ? subjectsOf(cast) : []));
    const asking = request.touchUp ? instructionOf(request.touchUp) : styledBy(words, style);
    const sent = inDrawnStyle(asking, treatment, {
      isChange: request.changeOf !== undefined,
    });
    requireDrawing(model, limiting);
    const usual = [style?.negative, model.negative].filter(words => words !== undefined).join(', ');
    const negative = negativeWith(request.negative, { negative: usual }, treatment);
    const fromPicture = start.from.reference !== undefined || start.from.pictures !== undefined;
    const unseeded: Omit<Settings, 'seed'> = {
      model: model.id,
      modelRevision: revision,
      prompt: styledPrompt(model, sent),
      ...(negative ? { negative } : {}),
      ...sizeOf(request, model),
      // Of another model than the picture that is varied or changed.
      steps: (fromPicture && cast?.source !== 'photos' ? undefined : request.steps) ?? model.steps,
      guidance: (fromPicture && cast?.source !== 'photos' ? undefined : request.guidance) ?? model.guidance,
      ...(cast?.version
        ? { lora: { repo: cast.version.repo, revision: cast.version.revision, scale: loraScale } }
        : {}),
      ...start.from,
      ...markedSettings(treatment),
    };
    const seed = request.seed ?? (request.fresh ? randomInt(maxSeed) : derivedSeed(unseeded));
    return {
      settings: { ...unseeded, seed },
      cast,
      style,
      fromPhoto,
      saidBefore: (cast && fromPicture && point?.said) || [],
      unsaid: treatment.unsaid,
      availability: start.availability,
      toAsk,
      isForAdults: forAdults,
      stillAllowed,
    };
  };
}

const sizeOf = ({ touchUp, shape = 'square' }: GenerationRequest, { sizes }: Model) =>
  touchUp ? { width: touchUp.width, height: touchUp.height } : sizes[shape];

/** The person shown decided so while the request was under way. */
const nowAsks = ({ name }: Actor) =>
  new UserError('not-allowed', said('generation.nowApproves', { actor: name }));

/** Admins may have lowered what is shown in the channel since it was asked for. */
const isForAdultsNow = (
  { channels }: Pick<GuildSettings, 'channels'>,
  {
    channelId,
    parentChannelId,
    placeId = parentChannelId ?? channelId,
    adultChannel = false,
  }: GenerationRequest,
): boolean => isForAdults(channels, placeId, adultChannel);

const peopleIn = ({ actor, other }: Cast) => (other ? [actor, other] : [actor]);

/** Everybody whose limits apply: the cast, and anybody else in the picture that it starts from. */
const withShown = (people: readonly Actor[], point: StartingPoint | undefined): Actor[] => [
  ...people,
  ...(point?.shown ?? []).filter(({ id }) => people.every(person => person.id !== id)),
];

/** What stands for each of the cast, before it is known which model makes the picture. */
const subjectsOf = ({ actor, version }: Cast): readonly string[] =>
  version ? [subjectOf(actor.triggerWord)] : peopleInPicture;

/** The prompt with what stands for each of the cast in place of their names. */
function placed(
  { changeOf }: GenerationRequest,
  prompt: string,
  cast: Cast | undefined,
  subjects: readonly string[],
): string {
  if (!cast) return prompt;
  const people = peopleIn(cast).map(({ name }, at) => ({
    name,
    subject: subjects[at] ?? peopleInPicture[0],
  }));
  return placeSubjects(prompt, people, { inFront: changeOf === undefined });
}

/** @throws UserError bad-input */
function typedPrompt(request: GenerationRequest): string {
  const prompt = request.prompt.trim();
  if (!prompt) throw new UserError('bad-input', said('generation.promptEmpty'));
  if (prompt.length > promptLengthMost) {
    throw new UserError(
      'bad-input',
      said('generation.promptLong', { characters: prompt.length, most: promptLengthMost }),
    );
  }
  return prompt;
}
