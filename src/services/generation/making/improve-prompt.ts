import { cutText } from '../../../cut-text.ts';
import { UserError } from '../../../errors.ts';
import { said } from '../../../words/words.ts';
import type { ActorsService } from '../../actors/actors-service.ts';
import type { ChatQuestion } from '../../huggingface/inference/chat.ts';
import { InferenceFailure } from '../../huggingface/inference/inference-failure.ts';
import { countPromptTokens } from '../../quota/prompt-tokens.ts';
import type { QuotaService } from '../../quota/quota-service.ts';
import { newId } from '../../storage/id.ts';
import type { AcceptedRequests } from '../requests/accepted-request.ts';
import { hideNames } from '../requests/place-subject.ts';
import { type GenerationRequest, type Planner, promptLengthMost } from '../requests/plan.ts';
import type { Limiter } from './limiter.ts';
import { type Ways, wayOf } from './ways.ts';

/** A suggestion for other words, kept for a day until its member takes it. */
export interface Improved {
  /** Of the request with the new words, for `agreeTo` and `decline`. */
  id: string;
  before: string;
  after: string;
}

export type ImprovePrompt = (request: GenerationRequest) => Promise<Improved>;

/** A small model that many providers serve. */
export const chatModel = 'meta-llama/Llama-3.1-8B-Instruct';
const answerTokensMost = 220;
/**
 * Millionths of a dollar for one suggestion, rounded up: some 400 tokens at $0.02 to $0.20 a million
 * (huggingface.co/inference/models, November 2026).
 */
const suggestionMicros = 100;
const system = `You rewrite prompts for an image model. Keep what the prompt asks for: subject, action, place, mood and style, in its language. Add concrete detail about composition, light, colour, texture and setting. Add no people, no text, no brands, nothing sexual and nothing violent. Words like PERSON_A stand for people: keep them exactly as they are. Answer with the new prompt alone, in one paragraph of at most 70 words, without quotes.`;

/** Without what models put around an answer. */
const bare = (said: string): string =>
  cutText(
    said
      .replace(/^\s*(?:here(?:’|')?s|here is)[^:\n]*:\s*/i, '')
      .replace(/^\s*(?:new |improved )?prompt:\s*/i, '')
      .replace(/\s+/g, ' ')
      .trim()
      .replace(/^["“”']+|["“”']+$/g, '')
      .trim(),
    promptLengthMost,
    { end: '' },
  );

/** Has a chat model suggest other words for a prompt. Nothing is made of them before the member has read them. */
export function createImprovePrompt({
  ask,
  actors,
  planner,
  quota,
  limiter,
  ways,
  accepted,
}: {
  /** @throws InferenceFailure */
  ask: (question: ChatQuestion) => Promise<string>;
  actors: Pick<ActorsService, 'allNamedIn'>;
  planner: Planner;
  quota: Pick<QuotaService, 'reserve'>;
  limiter: Pick<Limiter, 'run'>;
  ways: Pick<Ways, 'along'>;
  accepted: Pick<AcceptedRequests, 'propose'>;
}): ImprovePrompt {
  const way = wayOf({ via: 'provider', provider: 'chat', providerId: chatModel }, { model: chatModel });

  /** At its turn, on the member's budget. */
  async function paid({ memberId, guildId }: GenerationRequest, question: ChatQuestion): Promise<string> {
    const tokens = Math.max(1, await countPromptTokens(question.words));
    const whose = { memberId, guildId, micros: suggestionMicros, pictures: 0 as const };
    const reservation = await quota.reserve(newId(), whose, tokens);
    let said: string;
    try {
      said = await limiter.run(memberId, () => ways.along(way, reservation.sent, () => ask(question)));
    } catch (error) {
      const maybeBilled =
        !(error instanceof UserError) || (error instanceof InferenceFailure && error.cost === 'unknown');
      await (maybeBilled ? reservation.unknown() : reservation.refund());
      throw error instanceof InferenceFailure && error.code !== 'account-paused' ? noAnswer(error) : error;
    }
    await reservation.commit();
    return said;
  }

  return async request => {
    // Never for what the rules forbid, or the person shown has ruled out.
    const { cast } = await planner(request);
    // Whoever is named, in the image or not: names stay here.
    const names = [cast?.actor.name, cast?.other?.name].filter(name => name !== undefined);
    const others = await actors.allNamedIn(request.guildId, request.prompt);
    const { words, restore } = hideNames(request.prompt, [...new Set([...names, ...others])]);
    const answer = bare(
      await paid(request, { model: chatModel, system, words, tokensMost: answerTokensMost }),
    );
    const after = restore(answer);
    if (!after) throw noAnswer();
    const improved = { ...request, prompt: after, seed: undefined, agreedMicros: undefined };
    await planner(improved, { unasked: true }).catch(error => {
      if (!(error instanceof UserError)) throw error;
      throw new UserError(error.code, said('generation.suggestionForbidden'), { cause: error });
    });
    return { id: await accepted.propose(improved), before: request.prompt, after };
  };
}

const noAnswer = (cause?: unknown) =>
  new UserError('provider-failed', said('generation.noSuggestion'), { cause });
