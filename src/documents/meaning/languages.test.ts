/** Documents in other languages: numbering, items, symbols, footnotes and dates hold; kinds where rules speak the language. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { UnDocument } from '../model.ts'
import { readText } from '../readers/text.ts'
import { interpret } from './interpret.ts'

const FRENCH = `CMW/C/SOT/CO/2
Comité pour la protection des droits de tous les travailleurs migrants et des membres de leur famille
Observations finales concernant le deuxième rapport périodique de Sotoland*
* Adoptées par le Comité à sa quarantième session (1er-12 juin 2026).
1. Le Comité a examiné le deuxième rapport périodique de Sotoland (CMW/C/SOT/2) à ses 600e et 601e séances, les 2 et 3 juin 2026. À sa 610e séance, le 12 juin 2026, il a adopté les observations finales ci-après.
A. Introduction
2. Le Comité accueille avec satisfaction le rapport de l’État partie.
B. Aspects positifs
3. Le Comité se félicite de la loi sur les bateaux.
C. Principaux sujets de préoccupation et recommandations
Droit au pain
4. Le Comité est préoccupé par le prix du pain et constate que l’article 8 du Code du travail n’est pas appliqué.
5. Rappelant son observation générale no 5 (2021), le Comité recommande à l’État partie :
a) De baisser le prix du pain, conformément à l’article 8 (par. 1) de la Convention ;
b) De publier ce prix.
6. L’État partie devrait veiller à ce que le sel soit gratuit.
7. Le Comité invite l’État partie à lui soumettre, dans un délai de deux ans, soit le 1er juillet 2028 au plus tard, des renseignements sur la suite donnée aux recommandations figurant aux paragraphes 5 a) et 6.
8. Le Comité demande à l’État partie de soumettre son troisième rapport périodique le 1er juillet 2031 au plus tard.
`

const SPANISH = `CEDAW/C/SOT/CO/3
Comité para la Eliminación de la Discriminación contra la Mujer
Observaciones finales sobre el tercer informe periódico de Sotoland*
* Aprobadas por el Comité en su 90º período de sesiones (3 a 21 de febrero de 2030).
1. El Comité examinó el tercer informe periódico de Sotoland (CEDAW/C/SOT/3) en sus sesiones 2100ª y 2101ª, celebradas el 11 de febrero de 2030.
A. Introducción
2. El Comité agradece el informe.
B. Aspectos positivos
3. El Comité acoge con satisfacción la ley de pesca.
C. Principales esferas de preocupación y recomendaciones
El pan
4. Preocupa al Comité que el pan sea caro.
5. El Comité recomienda al Estado parte que:
a) Baje el precio del pan;
b) Publique ese precio.
6. El Comité alienta al Estado parte a que ratifique el Convenio.
7. El Comité solicita al Estado parte que presente su cuarto informe periódico a más tardar el 1 de febrero de 2034.
`

const RUSSIAN = `CERD/C/SOT/CO/2
Комитет по ликвидации расовой дискриминации
Заключительные замечания по второму периодическому докладу Сотоландии
1. Комитет рассмотрел второй периодический доклад Сотоландии (CERD/C/SOT/2) на своих 2598-м и 2599-м заседаниях, состоявшихся 28 и 29 ноября 2027 года. На своем 2609-м заседании, состоявшемся 6 декабря 2027 года, Комитет принял настоящие заключительные замечания.
A.Введение
2. Комитет приветствует доклад.
C.Вопросы, вызывающие обеспокоенность, и рекомендации
3. Комитет обеспокоен ценой хлеба.
4. Комитет рекомендует государству-участнику:
a) снизить цену хлеба;
b) публиковать её.
`

const ARABIC = `E/C.12/SOT/CO/2
اللجنة المعنية بالحقوق الاقتصادية والاجتماعية والثقافية
الملاحظات الختامية المتعلقة بالتقرير الدوري الثاني
1- نظرت اللجنة في التقرير الدوري الثاني (E/C.12/SOT/2) في 2 أيار/مايو 2029، واعتمدت الملاحظات الختامية التالية في 23 أيار/مايو 2029.
ألف- مقدمة
2- ترحب اللجنة بالتقرير.
جيم- دواعي القلق الرئيسية والتوصيات
3- يساور اللجنة القلق إزاء سعر الخبز.
4- توصي اللجنة الدولة الطرف بما يلي:
(أ) خفض سعر الخبز؛
(ب) نشر هذا السعر.
`

const read = (text: string) => UnDocument.parse(interpret(readText(text)))
const ids = (document: UnDocument) => document.recommendations.map(({ id }) => id).join(' ')
const kinds = (document: UnDocument) => document.paragraphs.map(({ kind }) => kind)

test('French concluding observations are read whole', () => {
  const document = read(FRENCH)
  assert.equal(document.language, 'fr')
  assert.equal(document.body, 'CMW')
  assert.equal(document.report, 'CMW/C/SOT/2')
  assert.deepEqual(document.consideredOn, ['2026-06-02', '2026-06-03'])
  assert.deepEqual(document.meetings, ['600', '601'])
  assert.equal(document.adoptedOn, '2026-06-12')
  assert.equal(ids(document), '5(a) 5(b) 6 7 8')
  assert.deepEqual(kinds(document), [
    'procedural',
    'procedural',
    'positive',
    'concern',
    'recommendation',
    'recommendation',
    'recommendation',
    'recommendation',
  ])
  assert.deepEqual(document.paragraphs[4]?.cites.articles, ['8(1)'])
  assert.deepEqual(document.paragraphs[3]?.cites.articles, [])
  assert.deepEqual(document.paragraphs[4]?.cites.generalComments, ['CMW No. 5 (2021)'])
  assert.deepEqual(document.followUp, { dueOn: '2028-07-01', paragraphs: ['5(a)', '6'] })
  assert.deepEqual(document.nextReport, { number: 'troisième', dueOn: '2031-07-01' })
})

test('Spanish concluding observations are read whole', () => {
  const document = read(SPANISH)
  assert.equal(document.language, 'es')
  assert.equal(document.body, 'CEDAW')
  assert.deepEqual(document.consideredOn, ['2030-02-11'])
  assert.deepEqual(document.meetings, ['2100', '2101'])
  assert.equal(ids(document), '5(a) 5(b) 6 7')
  assert.deepEqual(kinds(document).slice(2), [
    'positive',
    'concern',
    'recommendation',
    'recommendation',
    'recommendation',
  ])
  assert.deepEqual(document.nextReport, { number: 'cuarto', dueOn: '2034-02-01' })
})

test('Russian concluding observations keep numbers, items and days, and say that their kinds are uncertain', () => {
  const document = read(RUSSIAN)
  assert.equal(document.language, 'ru')
  assert.equal(document.body, 'CERD')
  assert.deepEqual(document.consideredOn, ['2027-11-28', '2027-11-29'])
  assert.deepEqual(document.meetings, ['2598', '2599'])
  assert.equal(document.adoptedOn, '2027-12-06')
  assert.deepEqual(
    document.sections.map(({ id }) => id),
    ['A', 'C'],
  )
  assert.equal(ids(document), '4(a) 4(b)')
  assert.ok(document.doubts.some(({ at, what }) => at === 'document' && what.includes('Russian')))
})

test('Arabic concluding observations keep numbers, items and days, and say that their kinds are uncertain', () => {
  const document = read(ARABIC)
  assert.equal(document.language, 'ar')
  assert.equal(document.body, 'CESCR')
  assert.deepEqual(document.consideredOn, ['2029-05-02'])
  assert.equal(document.adoptedOn, '2029-05-23')
  assert.equal(document.paragraphs.length, 4)
  assert.equal(ids(document), '4(أ) 4(ب)')
  assert.ok(document.doubts.some(({ at, what }) => at === 'document' && what.includes('Arabic')))
})

test('Chinese gives paragraphs and a doubt, no recommendation', () => {
  const document = read('1. 委员会建议缔约国采取措施。\n2. 委员会表示关切。')
  assert.equal(document.language, 'zh')
  assert.equal(document.paragraphs.length, 2)
  assert.deepEqual(document.recommendations, [])
  assert.ok(document.doubts.some(({ what }) => what.includes('Chinese')))
})
