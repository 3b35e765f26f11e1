/** Rules for French, Spanish, Russian and Arabic sentences: the verbs in which the bodies' documents ask, worry and praise. */
import type { SentenceRule } from './rule.ts'

export const RULES_IN_OTHER_LANGUAGES: readonly SentenceRule[] = [
  {
    name: 'recommande à l’État partie',
    phrase: 'Le Comité recommande à l’État partie d’adopter un plan.',
    not: ['Le Comité regrette que le plan ne soit pas adopté.'],
    language: 'fr',
    gives: 'asks',
    finds:
      /(?<!\p{L})(?:recommande|engage|invite|demande|prie|exhorte|encourage|appelle|suggère|conseille)(?:\s+(?:également|aussi|en outre|vivement|instamment|de nouveau|à nouveau|par ailleurs|donc|fermement)){0,8}(?:\s*,[^.;:]{1,400}?,)?(?:\s+à\s+ce)?\s+(?:à\s+|au\s+|que\s+|instamment\s+)?(?:l.État\s+partie|l.État|au Gouvernement|le Gouvernement|celui-ci|les autorités|le Parlement|Parlement)(?!\p{L})(?:\s+(?:à|de)(?!\p{L})|\s+d[’'])?|(?<=(?:Il|Comité)\s+)(?:lui|le|l[’'])\s*(?:recommande|engage|invite|demande|prie|exhorte|encourage)(?!\p{L})(?:\s+(?:également|aussi|en outre|instamment|vivement)){0,8}(?:\s+(?:à|de)(?!\p{L})|\s+d[’'])?/u,
  },
  {
    name: 'l’État partie devrait',
    phrase: 'L’État partie devrait veiller à l’application de la loi.',
    not: ['L’État partie a adopté une loi.'],
    language: 'fr',
    gives: 'asks',
    finds:
      /(?:[Ll].État\s+partie|^(?:[^.;:]{0,200},\s+)?[Ii]l)(?:\s*,[^.;:]{1,300}?,)?\s+(?:devrait|doit|est\s+(?:également\s+|aussi\s+)?(?:invité|prié|engagé|encouragé)\s+(?:instamment\s+)?à)(?!\p{L})(?:\s+(?:également|aussi|en outre|notamment)){0,8}/u,
    unlessAfter: /(?:regrette|constate|note|préoccupé|relève)/,
  },
  {
    name: 'réitère sa recommandation',
    phrase: 'Le Comité réitère sa recommandation tendant à ce que la loi soit abrogée.',
    not: ['Le Comité réitère sa préoccupation.'],
    language: 'fr',
    gives: 'asks',
    finds:
      /(?:réitère|renouvelle|rappelle)\s+(?:sa|ses|la|les)\s+(?:\p{L}+\s+)?(?:recommandations?|demande|invitation)/u,
  },
  {
    name: 'est préoccupé',
    phrase: 'Le Comité est vivement préoccupé par la situation.',
    not: ['Le Comité se félicite de la situation.'],
    language: 'fr',
    gives: 'concern',
    finds:
      /(?:préoccupée?s?|s.inquiète|inquiet|alarmé|regrette|déplore)(?!\p{L})|avec\s+(?:\p{L}+\s+)?(?:préoccupation|inquiétude|regret)|(?:exprime|réitère)\s+(?:sa|ses|de)\s+(?:\p{L}+\s+)?(?:préoccupation|inquiétude)/u,
  },
  {
    name: 'se félicite',
    phrase: 'Le Comité se félicite de l’adoption du plan.',
    not: ['Le Comité déplore l’adoption du plan.'],
    language: 'fr',
    gives: 'praise',
    finds:
      /(?:se\s+félicite|félicite|salue|accueille\s+avec\s+(?:satisfaction|intérêt)|apprécie|(?:note|prend\s+note|constate)\s+avec\s+(?:satisfaction|intérêt|appréciation))(?!\p{L})/u,
  },
  {
    name: 'recomienda al Estado parte',
    phrase: 'El Comité recomienda al Estado parte que apruebe un plan.',
    not: ['El Comité lamenta que no se haya aprobado el plan.'],
    language: 'es',
    gives: 'asks',
    finds:
      /(?<!\p{L})(?:recomienda|insta|exhorta|invita|solicita|pide|alienta|anima|sugiere|ruega|hace\s+un\s+llamamiento)(?:\s+(?:también|además|asimismo|encarecidamente|enérgicamente|nuevamente|una vez más)){0,8}(?:\s*,[^.;:]{1,400}?,)?\s+(?:al|a\s+las|a\s+los|que\s+el|a)\s+(?:Estado\s+[Pp]arte|Estado|Gobierno|autoridades|Parlamento)(?!\p{L})(?:\s+(?:a\s+que|que|a)(?!\p{L}))?|(?<!\p{L})(?:le\s+(?:recomienda|solicita|pide)|lo\s+(?:insta|exhorta|invita|alienta))(?!\p{L})(?:\s+(?:también|además|asimismo)){0,8}(?:\s+(?:a\s+que|que|a)(?!\p{L}))?/u,
  },
  {
    name: 'el Estado parte debe',
    phrase: 'El Estado parte debe velar por la aplicación de la ley.',
    not: ['El Estado parte ha aprobado una ley.'],
    language: 'es',
    gives: 'asks',
    finds:
      /(?:[Ee]l\s+Estado\s+[Pp]arte|^(?:[^.;:]{0,200},\s+)?[Tt]ambién)(?:\s*,[^.;:]{1,300}?,)?\s+(?:también\s+)?(?:debería|debe|deberá|habría\s+de|ha\s+de)(?!\p{L})/u,
    unlessAfter: /(?:lamenta|observa|preocupa|toma nota)/,
  },
  {
    name: 'reitera su recomendación',
    phrase: 'El Comité reitera su recomendación de que se derogue la ley.',
    not: ['El Comité reitera su preocupación.'],
    language: 'es',
    gives: 'asks',
    finds:
      /reitera\s+(?:su|sus|la|las)\s+(?:\p{L}+\s+)?(?:recomendaci(?:ón|ones)|solicitud|petición|invitación)(?:\s+\p{L}+)?/u,
  },
  {
    name: 'preocupa al Comité',
    phrase: 'Preocupa al Comité la falta de datos.',
    not: ['El Comité acoge con satisfacción los datos.'],
    language: 'es',
    gives: 'concern',
    finds:
      /(?:preocupan?|preocupad[oa]|inquieta|lamenta|deplora)(?!\p{L})|con\s+(?:\p{L}+\s+)?(?:preocupación|inquietud|pesar)|(?:expresa|reitera)\s+su\s+(?:\p{L}+\s+)?(?:preocupación|inquietud)/iu,
  },
  {
    name: 'acoge con satisfacción',
    phrase: 'El Comité acoge con satisfacción la aprobación del plan.',
    not: ['El Comité lamenta la falta del plan.'],
    language: 'es',
    gives: 'praise',
    finds:
      /(?:acoge\s+(?:también\s+)?con\s+(?:satisfacción|beneplácito|agrado)|celebra|felicita|encomia|elogia|valora|aprecia|(?:observa|toma\s+nota)\s+con\s+(?:satisfacción|reconocimiento|aprecio|interés))(?!\p{L})/u,
  },
  {
    name: 'рекомендует государству-участнику',
    phrase: 'Комитет рекомендует государству-участнику принять план.',
    not: ['Комитет приветствует принятие плана.'],
    language: 'ru',
    gives: 'asks',
    finds:
      /(?<!\p{L})(?:рекомендует|призывает|просит|предлагает|настоятельно\s+призывает|побуждает|(?:[Гг]осударству-участнику|[Ее]му|^Ему)\s+(?:также\s+)?следует|обращается\s+с\s+(?:призывом|просьбой)|повторяет\s+сво[юи]\s+(?:\p{L}+\s+)?рекомендаци[юи]|подтверждает\s+сво[юи]\s+(?:\p{L}+\s+)?рекомендаци[юи])(?!\p{L})/u,
  },
  {
    name: 'выражает обеспокоенность',
    phrase: 'Комитет обеспокоен отсутствием данных.',
    not: ['Комитет приветствует данные.'],
    language: 'ru',
    gives: 'concern',
    finds: /(?:обеспокоен|озабочен|обеспокоенность|озабоченность|сожалеет|с\s+сожалением|тревог)/u,
  },
  {
    name: 'приветствует',
    phrase: 'Комитет приветствует принятие плана.',
    not: ['Комитет обеспокоен отсутствием плана.'],
    language: 'ru',
    gives: 'praise',
    finds: /(?:приветствует|с\s+удовлетворением|высоко\s+оценивает|с\s+признательностью|положительно\s+оценивает)/u,
  },
  {
    name: 'توصي اللجنة الدولة الطرف',
    phrase: 'توصي اللجنة الدولة الطرف بأن تعتمد خطة.',
    not: ['ترحب اللجنة باعتماد الخطة.'],
    language: 'ar',
    gives: 'asks',
    finds:
      /(?:^|\s|و)(?:توصي|تحث|تدعو|تطلب|تشجع|تهيب)\s+(?:[\p{L}\p{M}]+\s+){0,4}?(?:اللجنة|الدولة|إلى|أيضا)|(?:ينبغي|يجب)\s+(?:للدولة|على\s+الدولة|أيضا)|تكرر\s+(?:اللجنة\s+)?(?:تأكيد\s+)?توصي/u,
  },
  {
    name: 'يساور اللجنة القلق',
    phrase: 'يساور اللجنة القلق إزاء نقص البيانات.',
    not: ['ترحب اللجنة بالبيانات.'],
    language: 'ar',
    gives: 'concern',
    finds: /القلق|قلقها|يقلق|تأسف|مع\s+الأسف|تعرب\s+عن\s+أسفها/u,
  },
  {
    name: 'ترحب اللجنة',
    phrase: 'ترحب اللجنة باعتماد الخطة.',
    not: ['يساور اللجنة القلق.'],
    language: 'ar',
    gives: 'praise',
    finds: /ترحب|تثني|مع\s+التقدير|مع\s+الارتياح|تشيد/u,
  },
]
