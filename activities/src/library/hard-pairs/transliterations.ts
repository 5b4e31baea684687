import type { HardPair } from './hard-pair.ts';

/** One recording named in its own script and in Latin letters, by one of the romanisations in use; the last ones are other songs. */
const ROWS: readonly (readonly [
  same: boolean,
  artist: string,
  title: string,
  otherArtist: string,
  otherTitle: string,
  seconds: number,
])[] = [
  // Cyrillic
  [true, 'Кино', 'Группа крови', 'Kino', 'Gruppa krovi', 286],
  [true, 'Кино', 'Звезда по имени Солнце', 'Kino', 'Zvezda po imeni Solntse', 225],
  [true, 'Кино', 'Пачка сигарет', 'Kino', 'Pachka sigaret', 268],
  [true, 'Земфира', 'Хочешь?', 'Zemfira', 'Hochesh', 207],
  [true, 'Земфира', 'Искала', 'Zemfira', 'Iskala', 211],
  [true, 'Молчат Дома', 'Судно (Борис Рыжий)', 'Molchat Doma', 'Sudno (Boris Ryzhy)', 141],
  [true, 'Молчат Дома', 'Клетка', 'Molchat Doma', 'Kletka', 212],
  [true, 'Мумий Тролль', 'Владивосток 2000', 'Mumiy Troll', 'Vladivostok 2000', 157],
  [true, 'Аквариум', 'Город золотой', 'Akvarium', 'Gorod zolotoy', 213],
  [true, 'ДДТ', 'Что такое осень', 'DDT', 'Chto takoe osen', 295],
  [true, 'Наутилус Помпилиус', 'Крылья', 'Nautilus Pompilius', 'Krylya', 206],
  [true, 'Сплин', 'Выхода нет', 'Splean', 'Vyhoda net', 226],
  [true, 'Океан Ельзи', 'Обійми', 'Okean Elzy', 'Obijmy', 224],
  [true, 'Бумбокс', 'Вахтерам', 'Boombox', 'Vakhteram', 243],
  [true, 'Скрябін', 'Шампанські очі', 'Skryabin', 'Shampanski ochi', 246],
  [true, 'ДахаБраха', 'Карпатський реп', 'DakhaBrakha', 'Karpatskyi rep', 271],
  [true, 'Ленинград', 'Экспонат', 'Leningrad', 'Eksponat', 193],
  [true, 'Алла Пугачёва', 'Миллион алых роз', 'Alla Pugacheva', 'Million alykh roz', 254],
  [true, 'Монеточка', 'Каждый раз', 'Monetochka', 'Kazhdyy raz', 193],
  [true, 'Оксимирон', 'Город под подошвой', 'Oxxxymiron', 'Gorod pod podoshvoy', 243],
  [true, 'Слободан Тркуља', 'Јованке', 'Slobodan Trkulja', 'Jovanke', 240],
  // Greek
  [true, 'Μίκης Θεοδωράκης', 'Ζορμπάς', 'Mikis Theodorakis', 'Zorbas', 255],
  [true, 'Γιάννης Αγγελάκας', 'Σιγά μην κλάψω', 'Giannis Aggelakas', 'Siga min klapso', 270],
  [true, 'Χάρις Αλεξίου', 'Μια πίστα από φώσφορο', 'Haris Alexiou', 'Mia pista apo fosforo', 245],
  [true, 'Τρύπες', 'Γιορτή', 'Trypes', 'Giorti', 262],
  // Japanese kana and Korean
  [true, 'きゃりーぱみゅぱみゅ', 'つけまつける', 'Kyary Pamyu Pamyu', 'Tsukematsukeru', 258],
  [true, 'きゃりーぱみゅぱみゅ', 'にんじゃりばんばん', 'Kyary Pamyu Pamyu', 'Ninja Re Bang Bang', 261],
  [true, 'ずっと真夜中でいいのに。', '秒針を噛む', 'ZUTOMAYO', 'Byoushinwo Kamu', 250],
  [true, 'スピッツ', 'ロビンソン', 'Spitz', 'Robinson', 260],
  [true, 'サカナクション', 'ミュージック', 'Sakanaction', 'Music', 329],
  [true, 'はっぴいえんど', 'かぜをあつめて', 'Happy End', 'Kaze wo Atsumete', 247],
  [true, 'コーネリアス', 'ドロップ', 'Cornelius', 'Drop', 289],
  [true, 'アイユー', 'パレット', 'IU', 'Palette', 217],
  [true, 'ヨルシカ', 'ただきみにはれ', 'Yorushika', 'Tada Kimi ni Hare', 199],
  [true, '宇多田ヒカル', '光', 'Utada Hikaru', 'Hikari', 303],
  [true, '椎名林檎', '丸ノ内サディスティック', 'Sheena Ringo', 'Marunouchi Sadistic', 234],
  [true, '방탄소년단', '봄날', 'BTS', 'Spring Day', 274],
  [true, '잠비나이', '소멸의 시간', 'Jambinai', 'Somyeorui sigan', 400],
  [true, '혁오', '위잉위잉', 'Hyukoh', 'Wi Ing Wi Ing', 203],
  [true, '이랑', '신의 놀이', 'Lang Lee', 'Sinui nori', 241],
  [true, '산울림', '아니 벌써', 'Sanullim', 'Ani beolsseo', 246],
  // Han, Arabic, Hebrew
  [true, '鄧麗君', '月亮代表我的心', 'Teresa Teng', 'Yue Liang Dai Biao Wo De Xin', 208],
  [true, '周杰倫', '七里香', 'Jay Chou', 'Qi Li Xiang', 299],
  [true, 'فيروز', 'نسم علينا الهوا', 'Fairuz', 'Nassam Alayna El Hawa', 210],
  [true, 'עידן רייכל', 'ממעמקים', 'Idan Raichel', 'Mima’amakim', 253],
  // Other songs and other artists in two scripts, of the same length
  [false, 'Кино', 'Группа крови', 'Kino', 'Pachka sigaret', 286],
  [false, 'Кино', 'Спокойная ночь', 'Kino', 'Spokoynoe utro', 367],
  [false, 'Кино', 'Последний герой', 'Kino', 'Posledniy geroy (Live)', 186],
  [false, 'Земфира', 'Искала', 'Zemfira', 'Iskra', 211],
  [false, 'Молчат Дома', 'Клетка', 'Molchat Doma', 'Kletki', 212],
  [false, 'Кино', 'Звезда по имени Солнце', 'Vyacheslav Butusov', 'Zvezda po imeni Solntse', 225],
  [false, 'Аквариум', 'Город золотой', 'Yelena Kamburova', 'Gorod zolotoy', 213],
  [false, 'Μίκης Θεοδωράκης', 'Ζορμπάς', 'Mikis Theodorakis', 'Zorbas (Remix)', 255],
  [false, 'Τρύπες', 'Γιορτή', 'Trypes', 'Gioni', 262],
  [false, 'スピッツ', 'ロビンソン', 'Spitz', 'Robin', 260],
  [false, 'スピッツ', 'ロビンソン', 'Robinson', 'Spitz', 260],
  [false, '혁오', '위잉위잉', 'Hyukoh', 'Gondry', 203],
  [false, 'ДДТ', 'Что такое осень', 'DDT', 'Chto takoe lyubov', 295],
  [false, 'Сплин', 'Выхода нет', 'Splean', 'Vyhoda net (Acoustic)', 226],
  [false, 'Океан Ельзи', 'Обійми', 'Okean Elzy', 'Obiymy mene', 224],
];

export const TRANSLITERATIONS: readonly HardPair[] = ROWS.map(
  ([same, artist, title, otherArtist, otherTitle, seconds], index) => {
    const own = { artist, title, album: null, seconds };
    const latin = { artist: otherArtist, title: otherTitle, album: null, seconds: seconds + (index % 3) * 0.6 };
    const [heard, file] = index % 2 === 0 ? [own, latin] : [latin, own];
    return { kind: 'transliteration', heard, file, same };
  },
);
