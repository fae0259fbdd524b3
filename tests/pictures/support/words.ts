import type { Locale } from '../../../preload/contract/views';

/** What a small team says in one language. */
export interface Words {
  readonly me: string;
  readonly friend: string;
  /** Two more friends: the first one releases the product. */
  readonly colleagues: readonly [string, string];
  readonly room: string;
  readonly roomLine: string;
  readonly question: string;
  readonly answer: string;
  readonly mistaken: string;
  readonly corrected: string;
  /** What one keeps for oneself. */
  readonly note: string;
  readonly thanks: string;
  readonly secret: string;
  /** What belongs to the secret and is written after it. */
  readonly secretRest: string;
  readonly secretThanks: string;
  readonly caption: string;
  readonly choice: string;
  readonly folded: readonly [string, string];
  readonly foldedSecret: string;
  readonly settled: string;
  readonly doorCode: string;
  readonly farewell: string;
  readonly quoted: string;
  readonly quoteAnswer: string;
  readonly quoteDraft: string;
  readonly mentionBefore: string;
  readonly mentionAfter: string;
  readonly refusedRevoke: string;
  readonly refusedSecret: string;
  readonly releaseQuestion: string;
  readonly releaseSecret: string;
  readonly release: string;
  readonly news: readonly [string, string];
  /** What the room is about. */
  readonly roomLabel: string;
  /** What somebody writes who wants to be let in. */
  readonly application: string;
  /** Who asks, who was put aside, who is blocked, who is asked. */
  readonly strangers: readonly [string, string, string, string];
  /** What somebody writes who asks to be friends. */
  readonly greeting: string;
  /** What somebody tells about themselves. */
  readonly profile: { readonly status: string; readonly area: string; readonly birthday: string };
  /** What one calls the first colleague oneself. */
  readonly remark: string;
  /** What a filter of the contacts is asked for, and which finds only some. */
  readonly filter: string;
  /** Two more rooms: somebody pulls one into the first; the second is not wanted. */
  readonly otherRooms: readonly [string, string];
  /** The room under a new name. */
  readonly renamed: string;
  /** What a member writes to one alone. */
  readonly privately: string;
  /** A text with a link, something stressed and something to be typed. */
  readonly formatted: string;
  /** What is written down of a meeting, a line for each point. */
  readonly minutes: readonly string[];
  /** What goes with several pictures at once. */
  readonly outing: string;
  /** What people are told, and pass on. */
  readonly notice: string;
  /** What is looked for, in several chats. */
  readonly searched: string;
  /** What is found nowhere. */
  readonly unfound: string;
  /** What an emoji is looked for by. */
  readonly emoji: string;
  /** Names of files: a long one that pretends to be something else, ordinary ones. */
  readonly files: {
    readonly disguised: string;
    readonly plan: string;
    readonly film: string;
    readonly lost: string;
    readonly minutes: string;
  };
  /** Names of what is heard and seen. */
  readonly sounds: { readonly sound: string; readonly film: string };
}

export const words: Readonly<Record<Locale, Words>> = {
  'zh-CN': {
    me: '林小满',
    friend: '陈亦安',
    colleagues: ['周一帆', '何静'],
    room: '产品评审',
    roomLine: '三点的评审改到 308 会议室。',
    question: '评审提前到三点了，来得及吗？',
    answer: '来得及，稿子马上发你。',
    mistaken: '稿子在旧文件夹里，看第 2 版。',
    corrected: '稿子在新文件夹里，看第 3 版。',
    note: '周五之前：\n1. 把首页的两张图换掉\n2. 约 308 会议室',
    thanks: '收到，我先看首页。',
    secret: '测试环境的密码：7193 0048，登录后请马上修改。',
    secretRest: '用户名是 review-3。',
    secretThanks: '登上了，密码也改好了。',
    caption: '首页的两版配图，你更喜欢哪一张？',
    choice: '第二张，傍晚的光线更好看。',
    folded: ['会议室改到 302 了。', '不对，是 305。'],
    foldedSecret: '今天先别告诉小何，蛋糕四点到。',
    settled: '刚问了前台，会议室是 308。',
    doorCode: '门禁码：4408 2917，进门后往左。',
    farewell: '好，三点见。',
    quoted: '客户把上线日期定在下周二，合同里写的是月底，我们要不要先和法务确认一遍再答复？',
    quoteAnswer: '先确认，我下午就去找法务。',
    quoteDraft: '法务说没问题，',
    mentionBefore: '第三页的文案麻烦 ',
    mentionAfter: '今天看一下，明天就要定稿了。',
    refusedRevoke: '周五的聚餐我来订位。',
    refusedSecret: '备用钥匙在前台第二个抽屉里。',
    releaseQuestion: '今晚按计划发布吗？',
    releaseSecret: '发布口令：蓝鲸 27。',
    release: '改到七点发布。',
    news: ['测试报告写好了，一共 3 个小问题。', '有空的时候看一下。'],
    roomLabel: '每周三下午，评审新的想法',
    application: '我是设计组的，想来旁听。',
    strangers: ['孙悦', '贺一鸣', '促销小助手', '沈若兰'],
    greeting: '你好，我是上周活动上坐你旁边的。',
    profile: { status: '周末去爬山', area: '杭州', birthday: '1994-05-17' },
    remark: '一帆（测试组）',
    filter: 'yi',
    otherRooms: ['周末爬山', '天天优惠'],
    renamed: '产品评审（三楼）',
    privately: '我没听清会议室，是 308 吗？',
    formatted: '评审稿在 https://docs.example.com/review，**周三前**看完。构建用 `npm run build`。',
    minutes: [
      '登录页改用新的插图，周三前给出终稿。',
      '发布说明由一帆写，下班前发群里。',
      '下次评审改到周五下午三点。',
    ],
    outing: '周末的路线就走这条。',
    notice: '周五下午三点开评审，地点 308。',
    searched: '评审',
    unfound: '潜水艇',
    emoji: '笑',
    files: {
      disguised: '第三季度产品路线图与预算明细（最终版）.pdf.exe',
      plan: '评审稿 第 3 版.pdf',
      film: '现场录像.mp4',
      lost: '旧报价单.xlsx',
      minutes: '会议纪要.docx',
    },
    sounds: { sound: '会议录音.wav', film: '新首页演示.webm' },
  },
  en: {
    me: 'Maya Lin',
    friend: 'Tom Becker',
    colleagues: ['Priya Nair', 'Jonas Weber'],
    room: 'Product review',
    roomLine: 'The review at three moved to room 308.',
    question: 'The review moved up to three. Can you make it?',
    answer: 'Yes, sending you the draft right away.',
    mistaken: 'It is in the old folder, version 2.',
    corrected: 'It is in the new folder, version 3.',
    note: 'Before Friday:\n1. replace both pictures of the home page\n2. book meeting room 308',
    thanks: 'Got it, starting with the home page.',
    secret: 'Password of the test system: 7193 0048. Please change it after signing in.',
    secretRest: 'The user name is review-3.',
    secretThanks: 'I am in, and it is changed.',
    caption: 'Two pictures for the home page. Which one do you like better?',
    choice: 'The second one. I like the evening light.',
    folded: ['The meeting is in 302 now.', 'Sorry, 305.'],
    foldedSecret: 'Do not tell Jonas yet: the cake arrives at four.',
    settled: 'I asked at the front desk: it is room 308.',
    doorCode: 'Door code: 4408 2917. Turn left after the entrance.',
    farewell: 'Great, see you at three.',
    quoted:
      'The customer wants to go live on Tuesday, the contract says the end of the month. Shall we ask the lawyers before we answer?',
    quoteAnswer: 'Let us ask first. I will see them this afternoon.',
    quoteDraft: 'They say it is fine, ',
    mentionBefore: 'Page three needs another look, ',
    mentionAfter: 'can you take it today?',
    refusedRevoke: 'I will book a table for Friday.',
    refusedSecret: 'The spare key is in the second drawer of the front desk.',
    releaseQuestion: 'Are we releasing tonight as planned?',
    releaseSecret: 'Release password: blue whale 27.',
    release: 'Let us do it at seven.',
    news: ['The test report is ready: three small problems.', 'Have a look when you have time.'],
    roomLabel: 'New ideas, every Wednesday afternoon',
    application: 'I am with design and would like to listen in.',
    strangers: ['Dana Ellis', 'Evan Marsh', 'Deals of the day', 'Ines Moreau'],
    greeting: 'Hello, I sat next to you at the event last week.',
    profile: { status: 'Hiking this weekend', area: 'Hamburg', birthday: '1994-05-17' },
    remark: 'Priya (testing)',
    filter: 'na',
    otherRooms: ['Weekend hikes', 'Deals of the day'],
    renamed: 'Product review (third floor)',
    privately: 'I missed the room. Is it 308?',
    formatted:
      'The draft is at https://docs.example.com/review, please read it *by Wednesday*. Build with `npm run build`.',
    minutes: [
      'The sign-in page gets the new drawing, final by Wednesday.',
      'Priya writes the release notes and posts them tonight.',
      'The next review moves to Friday at three.',
    ],
    outing: 'This is the way we take at the weekend.',
    notice: 'The review is on Friday at three, room 308.',
    searched: 'review',
    unfound: 'submarine',
    emoji: 'smile',
    files: {
      disguised: 'Roadmap and detailed budget for the third quarter (final version).pdf.exe',
      plan: 'Review draft, version 3.pdf',
      film: 'Recording of the room.mp4',
      lost: 'Old quote.xlsx',
      minutes: 'Minutes of the meeting.docx',
    },
    sounds: { sound: 'Recording of the meeting.wav', film: 'New home page.webm' },
  },
};
