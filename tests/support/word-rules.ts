/** A text of a catalogue with its key. */
export type Entry = readonly [key: string, text: string];

/** A text that breaks a rule, in words for whoever has to mend it. */
export type Breach = string;

/** The texts of a catalogue, each under the path of its key. */
export function entriesOf(node: unknown, path = ''): readonly Entry[] {
  if (typeof node === 'string') return [[path, node]];
  return Object.entries(node ?? {}).flatMap(([key, value]) =>
    entriesOf(value, path === '' ? key : `${path}.${key}`),
  );
}

/** One thing, the one word for it, and the words that others use for it or that we once did. */
interface Term {
  readonly word: string;
  readonly instead: RegExp;
  /** Keys that the term is about; by default all. */
  readonly keys?: RegExp;
}

const chineseTerms: readonly Term[] = [
  { word: '撤回', instead: /收回|召回|取回|撤销消息/u },
  { word: '焚毁', instead: /销毁|烧毁|抹除|自毁|烧掉/u },
  { word: '阅后即焚', instead: /阅后焚|私密消息|闪照/u },
  { word: '重新编辑', instead: /再次编辑|重编/u },
  { word: '加载', instead: /载入|装载/u },
  { word: '…失败', instead: /没能|没有成功|未能/u },
  { word: '好友申请', instead: /好友请求|请求(?!添加)|接受(?=申请|好友)/u },
  { word: '同意', instead: /接受|通过申请/u, keys: /^contacts\./u },
  { word: '群聊', instead: /聊天室|讨论组|群组|房间|群(?!聊|里|主|成员|名称| ID|$)/u },
  { word: '单聊', instead: /一对一|私聊/u },
  { word: '对方', instead: /对端|另一方|作者/u },
  { word: '另一台设备', instead: /别处|他处|异地|其他设备/u },
  { word: '这台电脑，或本机', instead: /本地|这部电脑|这台机器|本电脑/u },
  { word: '系统密钥库', instead: /钥匙串|密钥环|(?<!系统|解锁)密钥库/u },
  { word: '服务器管理员', instead: /管理者|运营者/u },
  { word: '传输格式', instead: /传输编码|编码方式/u },
  { word: '登录', instead: /登陆|登入/u },
  { word: '账号', instead: /帐号|账户|帐户|用户名/u },
  { word: '联系人', instead: /通讯录/u },
  { word: '图片', instead: /照片|相片|图像/u },
  { word: '引用', instead: /引述/u },
  { word: '重试', instead: /再试一次(?=$)|重新尝试/u },
  { word: '你', instead: /您|用户/u },
];

const englishTerms: readonly Term[] = [
  { word: 'revoke', instead: /\b(?:take|took|taken) back\b|\b(?:recall|unsend|withdraw|retract)/iu },
  { word: 'burn', instead: /self-destruct|\bdestroy|\bexpire/iu },
  { word: 're-edit', instead: /\b(?:edit|write|writing) (?:it )?(?:again|anew)\b/iu },
  { word: 'start over', instead: /\banew\b/iu },
  { word: 'request', instead: /\bapplications?\b/iu },
  { word: 'friend request', instead: /\binvitations?\b/iu, keys: /^(?!rooms\.|errors\.|main\.)/u },
  { word: 'room', instead: /\b(?:group|channel)s?\b/iu },
  { word: 'owner', instead: /\bfounder/iu },
  { word: 'one-to-one', instead: /\b(?:private|direct) (?:chat|message)/iu },
  { word: 'the other person', instead: /\bother side\b|\bpeer\b|\bcounterpart\b/iu },
  { word: 'another device', instead: /\belsewhere\b/iu },
  { word: 'this computer, or local', instead: /\bthis (?:machine|pc|mac)\b|server of this computer/iu },
  { word: 'system key store', instead: /\bkeychain|\bkeyring|(?<!system )key store/iu },
  { word: 'wire format', instead: /\bon the wire\b|\btransfer encoding/iu },
  { word: 'sign in, sign out', instead: /\blog(?:in|out|ged| in| out| off)\b/iu },
  { word: 'picture', instead: /\bimage|\bphotograph/iu },
  { word: 'quote', instead: /\bcite\b/iu },
  { word: 'Try again', instead: /\bretry\b/iu },
  { word: 'enter', instead: /\bplease input\b|\binput (?:a|the|your)\b/iu },
];

function wrongTerms(terms: readonly Term[], [key, text]: Entry): readonly Breach[] {
  return terms.flatMap(({ word, instead, keys }) => {
    const match = (keys?.test(key) ?? true) ? instead.exec(text) : null;
    return match === null ? [] : [`${key}: “${match[0]}”, where we say “${word}”`];
  });
}

/** A sign in the wrong place, and what is meant. */
interface Sign {
  readonly pattern: RegExp;
  readonly rule: string;
  /** Keys that may have it, with a reason. */
  readonly except?: ReadonlySet<string>;
}

const han = String.raw`\p{Script=Han}`;

const chineseSigns: readonly Sign[] = [
  {
    pattern: new RegExp(`(?:${han}|”|\\})[,;:?!.]|[,;?!](?=\\s|$)`, 'u'),
    rule: 'Chinese signs are full-width',
  },
  { pattern: new RegExp(`[()]`, 'u'), rule: 'Chinese brackets are full-width' },
  { pattern: /["'「」『』]/u, rule: 'names stand in “ ”' },
  { pattern: / “|” /u, rule: 'no spaces around “ ”' },
  { pattern: /“\s|\s”/u, rule: 'no spaces within “ ”' },
  {
    pattern: /(?<![“：])\{name\}(?![：，])|(?<=“)\{name\}(?!”)/u,
    rule: 'a name in a sentence stands in “ ”',
  },
  {
    pattern: new RegExp(`${han}[A-Za-z0-9]|[A-Za-z0-9]${han}`, 'u'),
    rule: 'a space between Chinese and Latin',
  },
  { pattern: /[，。；：？、]\s|\s[，。；：？、]/u, rule: 'no space beside a full-width sign' },
  { pattern: /\.\.|。。|……|…{2}/u, rule: 'the ellipsis is one …' },
  { pattern: /[!！]/u, rule: 'no exclamation marks' },
];

const englishSigns: readonly Sign[] = [
  { pattern: /\.\.|…{2}/u, rule: 'the ellipsis is one …' },
  { pattern: /!/u, rule: 'no exclamation marks' },
  {
    pattern: new RegExp(`${han}|[，。；：？、！（）]`, 'u'),
    rule: 'no Chinese within English',
    // A language is called by its own name.
    except: new Set(['settings.chinese']),
  },
  { pattern: / {2}|^ | [,.;:?]/u, rule: 'no space before a sign' },
  { pattern: /[’“”]/u, rule: 'apostrophes are straight, names stand without quotation marks' },
];

function wrongSigns(signs: readonly Sign[], [key, text]: Entry): readonly Breach[] {
  // The messages of the program that fills in the places write a sign that it would read as its own in braces.
  const said = text.replaceAll(/\{'(.)'\}/gu, '$1');
  return signs.flatMap(({ pattern, rule, except }) => {
    if (except?.has(key) === true) return [];
    const match = pattern.exec(said);
    return match === null ? [] : [`${key}: “${said}” has “${match[0]}”: ${rule}`];
  });
}

/** What is wrong with a Chinese text: words and signs. */
export function breachesInChinese(entry: Entry): readonly Breach[] {
  return [...wrongTerms(chineseTerms, entry), ...wrongSigns(chineseSigns, entry)];
}

/** What is wrong with an English text: words and signs. */
export function breachesInEnglish(entry: Entry): readonly Breach[] {
  return [...wrongTerms(englishTerms, entry), ...wrongSigns(englishSigns, entry)];
}

/** The places of a text, sorted. */
export function placesOf(text: string): readonly string[] {
  return [...text.matchAll(/\{(\w+)\}/gu)].map(([, name = '']) => name).sort();
}

/** Texts that one language has and the other has not, or that do not have the same places. */
export function breachesBetween(chinese: readonly Entry[], english: readonly Entry[]): readonly Breach[] {
  const inChinese = new Map(chinese);
  const inEnglish = new Map(english);
  const keys = [...new Set([...inChinese.keys(), ...inEnglish.keys()])];
  return keys.flatMap((key) => {
    const [zh, en] = [inChinese.get(key), inEnglish.get(key)];
    if (zh === undefined || en === undefined) return [`${key}: only in one language`];
    const [zhPlaces, enPlaces] = [placesOf(zh).join(', '), placesOf(en).join(', ')];
    return zhPlaces === enPlaces ? [] : [`${key}: places {${zhPlaces}} and {${enPlaces}}`];
  });
}
