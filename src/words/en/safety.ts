/** What the rules and the people shown forbid. */
export const safety = {
  minorSexual:
    'I never make this, here or anywhere: it may show someone under 18 in a sexual way. Nothing was spent.',
  actorSexual:
    'I never make sexual images of an actor, no matter who asks: an actor is a real person. Nothing was spent; describe another scene.',
  actorMinor:
    'I never show an actor as a child or a teenager. Nothing was spent; describe them as the adult they are.',
  adultOnly:
    'I only make sexual content in age-restricted channels, and only if the server’s admins allow it. Nothing was spent.',
  blockedWord:
    'The admins of this server blocked something in this prompt. Nothing was spent; word it differently.',
  explicitImage:
    'The image came out too sexual to show here, so nobody sees it. It still counts against the budget, but the same request isn’t charged again. Try another prompt.',
  youngImage:
    'Someone in the image looks under 18, so nobody sees it. That’s an estimate and can be wrong. It still counts against the budget, but the same request isn’t charged again. Describe adults or try another prompt.',
  facelessImage:
    'The image came out sexual and shows no face to tell that everyone in it is an adult, so nobody sees it. It still counts against the budget, but the same request isn’t charged again. Try a prompt that shows the face.',
  unchecked:
    'The image’s safety check didn’t work, so nobody sees it and it isn’t kept. Try again in a few minutes.',

  // A prompt asks for what somebody has ruled out.
  never:
    '**{actor}** has ruled this out for pictures of them: “{words}”. Nothing was spent; describe another scene.',
  swimwear:
    '**{actor}** doesn’t want pictures with swimwear or underwear. Nothing was spent; describe another scene.',
  violence:
    '**{actor}** doesn’t want pictures with violence or weapons. Nothing was spent; describe another scene.',
  politics:
    '**{actor}** doesn’t want pictures with politics or advertising. Nothing was spent; describe another scene.',
  others: '**{actor}** doesn’t want other people in their pictures. Nothing was spent; describe them alone.',
  realistic:
    '**{actor}** doesn’t want realistic pictures. Nothing was spent; name a drawn style, such as watercolour or anime.',

  // An image came out as somebody has ruled out.
  seenNever: '**{actor}** doesn’t want this, and the image came out like that, so nobody sees it.',
  seenSwimwear:
    '**{actor}** doesn’t want pictures with swimwear or underwear, and the image came out like that, so nobody sees it.',
  seenViolence:
    '**{actor}** doesn’t want pictures with violence or weapons, and the image came out like that, so nobody sees it.',
  seenPolitics:
    '**{actor}** doesn’t want pictures with politics or advertising, and the image came out like that, so nobody sees it.',
  seenOthers:
    '**{actor}** doesn’t want other people in their pictures, and the image came out like that, so nobody sees it.',
  seenRealistic:
    '**{actor}** doesn’t want realistic pictures, and the image came out like that, so nobody sees it.',
  seenCounts:
    'It still counts against the budget, but the same request isn’t charged again. Try another prompt.',

  // A line of somebody’s own that can’t be kept.
  lineLong: 'That line is too long: it has at most {most, number} characters. Keep what matters most.',
  lineEmpty:
    'That line doesn’t say what must never be shown. Write it like “never smoking” or “no clowns, no spiders”.',
  lineAsks:
    'That line contradicts itself: it asks for “{words}” and forbids it. Keep only what must never be shown.',
  lineAllows:
    'That line contradicts itself: it allows “{words}” and forbids it. Keep only what must never be shown.',
  lineDemands:
    'This line can only say what must never be shown, not what must always be. Write it like “never smoking”.',
} as const;
