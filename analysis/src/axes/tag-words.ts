/** Words that turn the next word round: "not sad", "sin voz", "ohne Gesang". "no wave" and their like are rows of the table. */
export const NEGATIONS: ReadonlySet<string> = new Set(
  'not|non|no|without|never|anti|isnt|aint|hardly|sin|nada|ohne|nicht|kein|keine|keinen|sans|pas|senza|sem|nao|zonder|geen|utan|inte|bez|nie|без|не'.split(
    '|',
  ),
);

/** Words that say nothing of their own beside others: "sad music", "songs for the rain". */
export const FILLERS: ReadonlySet<string> = new Set(
  (
    'the|a|an|and|or|of|for|to|with|in|on|at|from|by|as|very|really|so|too|quite|kind|kinda|sort|bit|little|pretty much|super|ultra|mega|extra|' +
    'music|musica|musik|musique|muziek|muzyka|song|songs|tune|tunes|track|tracks|style|styled|styles|type|sound|sounds|sounding|vibe|vibes|mood|moods|' +
    'feel|feels|feeling|feelings|based|influenced|inspired|tinged|infused|driven|flavored|flavoured|ish|like|elements|scene|era|artist|artists|band|bands|' +
    'but|de|la|le|el|los|las|des|du|und|mit|et|y|e|con|avec|com|di|da|do|met|och|med'
  ).split('|'),
);

/** Words that name a place, an age or a shade of what follows, and leave it about what it is: "Swedish indie pop". */
export const SHADES: ReadonlySet<string> = new Set(
  (
    'modern|contemporary|classic|traditional|vintage|retro|revival|new|neo|nu|old|early|late|young|true|real|pure|good|great|best|cool|nice|original|' +
    'underground|mainstream|independent|indie label|school|wave|first|second|third|golden|age|alternative scene|experimental leaning|progressive|melodic|' +
    'christian|catholic|jewish|islamic|pagan|political|american|us|usa|british|uk|english|scottish|welsh|canadian|australian|nz|european|' +
    'german|deutsch|deutscher|deutsche|french|francais|francaise|italian|italiano|italiana|spanish|espanol|espanola|portuguese|brazilian|brasileiro|brasileira|' +
    'argentine|argentino|mexican|mexicano|chilean|chileno|colombian|cuban|swedish|svensk|norwegian|norsk|danish|dansk|finnish|suomi|icelandic|dutch|belgian|swiss|austrian|polish|polski|polska|czech|' +
    'slovak|hungarian|romanian|bulgarian|greek|turkish|russian|ukrainian|serbian|croatian|israeli|japanese|korean|chinese|taiwanese|thai|indonesian|' +
    'indian|african|asian|scandinavian|nordic|southern|northern|eastern|western|london|berlin|detroit|chicago|seattle|bristol|manchester|nyc|texas|california'
  ).split('|'),
);
