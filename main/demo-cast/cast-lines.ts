/** The two people of the demo. */
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
export const demoRoomTopic = '产品评审';

/** What clients show that do not know burn messages. */
export const burnNotice = '🔥 阅后即焚消息 / burn-after-reading message';

/** One line of the greeting. `atMs` counts from its start. */
export interface GreetingLine {
  readonly atMs: number;
  readonly speaker: CastRole;
  readonly place: 'guest' | 'room';
  readonly text: string;
  /** A burn message: seconds between reveal and burn. */
  readonly burnSeconds?: number;
  /** Revoked this long after it was sent. */
  readonly revokedAfterMs?: number;
}

/** The greeting of a new guest, about ten seconds long. */
export const greeting: readonly GreetingLine[] = [
  { atMs: 200, speaker: 'zhou', place: 'guest', text: '你好，我是周一帆，很高兴认识你！' },
  { atMs: 900, speaker: 'alice', place: 'guest', text: 'Hi, I am Alice. Nice to meet you!' },
  { atMs: 1_600, speaker: 'zhou', place: 'room', text: '欢迎来到产品评审群，随便聊。' },
  {
    atMs: 2_300,
    speaker: 'alice',
    place: 'room',
    text: 'Welcome to the product review. This room is yours to try things out.',
  },
  {
    atMs: 3_200,
    speaker: 'zhou',
    place: 'guest',
    text: '这里是运行在你自己电脑上的 tim 服务器，消息不会离开这台电脑。',
  },
  {
    atMs: 4_200,
    speaker: 'alice',
    place: 'guest',
    text: 'This message burns ten seconds after you have opened it.',
    burnSeconds: 10,
  },
  {
    atMs: 4_800,
    speaker: 'zhou',
    place: 'guest',
    text: '门禁密码 4408 2917，打开十秒后两边都会焚毁。',
    burnSeconds: 10,
  },
  {
    atMs: 5_500,
    speaker: 'zhou',
    place: 'guest',
    text: '糟糕，这条发错了，我马上撤回。',
    revokedAfterMs: 3_500,
  },
  {
    atMs: 9_600,
    speaker: 'zhou',
    place: 'guest',
    text: '刚才那条已经撤回了。给我发条消息，然后按 Ctrl+Shift+Backspace 试试撤回。',
  },
  {
    atMs: 10_200,
    speaker: 'alice',
    place: 'guest',
    text: 'Now you: switch on the flame beside the text field and send me something that burns after I have read it.',
  },
];

/** What the cast answers, in turn, in the language of the message. */
export const answers: Readonly<Record<CastLanguage, readonly string[]>> = {
  zh: [
    '收到！想收回刚才那条的话，按 Ctrl+Shift+Backspace 就能撤回，两分钟内都可以。',
    '点亮输入框旁边的火焰再发送，就是阅后即焚：我看完几秒后，两边都会消失。',
    '好的。也可以在“产品评审”群里说句话，大家都会看到。',
    '明白。把鼠标移到自己的消息上，菜单里也能撤回。',
  ],
  en: [
    'Got it! To take your last message back press Ctrl+Shift+Backspace: it works for two minutes.',
    'Light the flame beside the text field before you send: the message disappears on both sides a few seconds after I have read it.',
    'Sure. You can also write in the room “产品评审”; everybody there will see it.',
    'I see. The menu of your own messages can revoke them as well.',
  ],
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
