/** Why a new image or training is more than a budget or a limit allows. */
export const budgets = {
  cacheFree: 'Images from the cache stay free.',
  offOutside: 'New images outside servers are turned off.',
  botOff: 'I make no new images: my daily budget is set to 0.',
  tokensOfAll:
    'Today’s shared budget has {left, plural, one {# token} other {# tokens}} left, and this needs {tokens, number}. It’s full again {time}. Images from the cache stay free.',
  tokensOfServer:
    'This server’s share of today’s budget has {left, plural, one {# token} other {# tokens}} left, and this needs {tokens, number}. It’s full again {time}. Images from the cache stay free.',
  tokensOutside:
    'Today’s budget for images outside servers has {left, plural, one {# token} other {# tokens}} left, and this needs {tokens, number}. It’s full again {time}. Images from the cache stay free.',
  tokensOfMember:
    'Your own share of today’s budget has {left, plural, one {# token} other {# tokens}} left, and this needs {tokens, number}. It’s full again {time}.',
  imagesOff: 'An admin of this server has switched new images off for you. Images from the cache stay free.',
  imagesUsed:
    'You’ve made your {images, plural, one {# new image} other {# new images}} for today in this server. You can make more {time}. Images from the cache stay free.',
  trainingsOff: 'An admin of this server has switched trainings off for you.',
  trainingsUsed:
    'You’ve started {trainings, plural, one {# training} other {# trainings}} in the last 7 days, the most this server allows you.',
  trainingsUsedUntil:
    'You’ve started {trainings, plural, one {# training} other {# trainings}} in the last 7 days, the most this server allows you. You can start another {time}.',

  accountDay:
    'Today’s dollar budget has {left} left, and this can cost up to {cost}. There’ll be more {time}. Images from the cache stay free.',
  accountDayNothing:
    'Today’s dollar budget is set to $0, so nothing that costs money is made. Images from the cache stay free.',
  accountMonth:
    'This month’s dollar budget has {left} left, and this can cost up to {cost}. There’ll be more on {time}. Images from the cache stay free.',
  accountMonthNothing:
    'This month’s dollar budget is set to $0, so nothing that costs money is made. Images from the cache stay free.',
  serverDay:
    'This server’s dollar budget for today has {left} left, and this can cost up to {cost}. There’ll be more {time}. Images from the cache stay free.',
  serverDayNothing:
    'This server’s dollar budget for today is set to $0, so nothing that costs money is made. Images from the cache stay free.',
  serverMonth:
    'This server’s dollar budget for this month has {left} left, and this can cost up to {cost}. There’ll be more on {time}. Images from the cache stay free.',
  serverMonthNothing:
    'This server’s dollar budget for this month is set to $0, so nothing that costs money is made. Images from the cache stay free.',
  memberDay:
    'Your own dollar budget for today has {left} left, and this can cost up to {cost}. There’ll be more {time}. Images from the cache stay free.',
  memberDayNothing:
    'Your own dollar budget for today is set to $0, so nothing that costs money is made. Images from the cache stay free.',
  memberMonth:
    'Your own dollar budget for this month has {left} left, and this can cost up to {cost}. There’ll be more on {time}. Images from the cache stay free.',
  memberMonthNothing:
    'Your own dollar budget for this month is set to $0, so nothing that costs money is made. Images from the cache stay free.',
} as const;
