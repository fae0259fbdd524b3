/** The two people of the cast. */
export type CastRole = 'zhou' | 'alice';

/** The languages that the cast speaks. */
export type CastLanguage = 'zh' | 'en';

/** Who the cast members are for others. */
export const castProfiles: Readonly<Record<CastRole, { readonly nickName: string; readonly area: string }>> =
  {
    zhou: { nickName: '周一帆', area: '杭州' },
    alice: { nickName: 'Alice Moreau', area: 'Lyon' },
  };

/** Title of the room that waits for a guest. */
export const castRoomTopic: Readonly<Record<CastLanguage, string>> = {
  zh: '产品评审',
  en: 'Product review',
};

/** What clients show that do not know burn messages. */
export const burnNotice = '🔥 阅后即焚消息 / burn-after-reading message';

/** One step of the greeting; `afterMs` counts from the end of the step before it. */
export type GreetingStep = {
  readonly afterMs: number;
  readonly speaker: CastRole;
  readonly place: 'guest' | 'room';
} & (
  | { readonly kind: 'say'; readonly text: string }
  /** A burn message; `burnSeconds` is the time between reveal and burn. */
  | { readonly kind: 'sayBurning'; readonly text: string; readonly burnSeconds: number }
  /** Revokes what the step before this one said. */
  | { readonly kind: 'revoke' }
);

/**
 * The greeting of a new guest. The host of the language speaks first, and within three seconds there is in one chat what the
 * app is for: a message, one that burns, and one that was revoked. The last line is the host's, so that this chat stands on top.
 */
export const greeting: Readonly<Record<CastLanguage, readonly GreetingStep[]>> = {
  zh: greetingBy('zhou', 'alice', {
    hello: '你好，我是周一帆。这里的消息只在你这台电脑上，随便试。',
    burning: '门禁密码 4408 2917，打开 10 秒后两边都会焚毁。',
    slip: '今晚的火锅我请客……发错人了。',
    colleagueHello: '我是 Alice，也在这里。给我发消息，我会回你。',
    colleagueBurning: '这条也是阅后即焚。看完就没了，我这边也一样。',
    hostInRoom: '这是“产品评审”群，随便聊。',
    colleagueInRoom: '大家好！群里的消息也能撤回。',
    turn: '刚才那条发错了，已经撤回。你也试试：发一条，再把它撤回。',
  }),
  en: greetingBy('alice', 'zhou', {
    hello: 'Hi, I am Alice. Everything here stays on this computer, so try whatever you like.',
    burning: 'The door code is 4408 2917. It burns on both sides ten seconds after you open it.',
    slip: 'Dinner is on me tonight… oh, wrong chat.',
    colleagueHello: 'Hello, I am here, too. Write to me and I will answer.',
    colleagueBurning: 'This one burns as well: once you have read it, it is gone here, too.',
    hostInRoom: 'This is the room “Product review”. Say whatever you like.',
    colleagueInRoom: 'Hello everybody! Messages in rooms can be revoked, too.',
    turn: 'That last one went to the wrong chat, so I revoked it. Now you: send something, then take it back.',
  }),
};

/** What is said in a greeting. */
interface GreetingTexts {
  readonly hello: string;
  readonly burning: string;
  readonly slip: string;
  readonly colleagueHello: string;
  readonly colleagueBurning: string;
  readonly hostInRoom: string;
  readonly colleagueInRoom: string;
  readonly turn: string;
}

function greetingBy(host: CastRole, colleague: CastRole, texts: GreetingTexts): readonly GreetingStep[] {
  const hosting = { speaker: host, place: 'guest' } as const;
  const visiting = { speaker: colleague, place: 'guest' } as const;
  const burnSeconds = 10;
  return [
    { ...hosting, afterMs: 0, kind: 'say', text: texts.hello },
    { ...hosting, afterMs: 200, kind: 'sayBurning', text: texts.burning, burnSeconds },
    { ...hosting, afterMs: 300, kind: 'say', text: texts.slip },
    // Long enough to see that somebody revokes, short enough to be in time for the first look.
    { ...hosting, afterMs: 1_500, kind: 'revoke' },
    { ...visiting, afterMs: 400, kind: 'say', text: texts.colleagueHello },
    { ...visiting, afterMs: 200, kind: 'sayBurning', text: texts.colleagueBurning, burnSeconds },
    { ...hosting, place: 'room', afterMs: 300, kind: 'say', text: texts.hostInRoom },
    { ...visiting, place: 'room', afterMs: 300, kind: 'say', text: texts.colleagueInRoom },
    { ...hosting, afterMs: 500, kind: 'say', text: texts.turn },
  ];
}

/** What the cast says to messages, in turn; the last one from then on. In the language of the message. */
export const answers: Readonly<Record<CastLanguage, readonly string[]>> = {
  zh: [
    '收到！想收回刚才那条，按 Ctrl+Shift+Backspace，两分钟内都可以。',
    '点亮输入框旁边的火焰再发送，就是阅后即焚：我看完，两边都会消失。',
    '明白。把鼠标移到自己的消息上，菜单里也能撤回。',
    '收到。',
  ],
  en: [
    'Got it! To take that one back, press Ctrl+Shift+Backspace: it works for two minutes.',
    'Light the flame beside the text field before you send: once I have read it, it is gone on both sides.',
    'I see. The menu of your own messages can revoke them as well.',
    'Got it.',
  ],
};

/** What the cast says to what a guest does, the first time and later. */
export const reactions: Readonly<
  Record<'revoked' | 'burned', Readonly<Record<CastLanguage, readonly string[]>>>
> = {
  revoked: {
    zh: ['你撤回了，我这边也看不到了。接下来点开上面的阅后即焚看看。', '撤回好了，我这边也没有了。'],
    en: [
      'You revoked it, and I cannot see it any more either. Next, open the message above that burns.',
      'Revoked: it is gone here, too.',
    ],
  },
  burned: {
    zh: [
      '你看过的那条，我这边也焚毁了。轮到你了：点亮输入框旁边的火焰，给我发一条。',
      '那条我这边也焚毁了。',
    ],
    en: [
      'The one that you read is burned here, too. Your turn: light the flame beside the text field and send me one.',
      'That one is burned here, too.',
    ],
  },
};

/** What the cast says to a burn message, in its language. */
export const burnAnswers: Readonly<Record<CastLanguage, string>> = {
  zh: '看完了，那条消息已经焚毁，两边都没有了。',
  en: 'I have read it. The message is burned now, on your side too.',
};

/** Chinese if there is a Chinese character, otherwise English. */
export function languageOf(text: string): CastLanguage {
  return /\p{Script=Han}/u.test(text) ? 'zh' : 'en';
}
