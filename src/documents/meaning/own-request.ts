/**
 * Decides whether introductory words ask for something by themselves, or only open their list: "adopt the strategy without
 * delay, and:" asks, "take all necessary measures to:" does not.
 */
import type { Answer, Speech } from './rules/rule.ts'
import { sentencesOf } from './sentences.ts'

/** Whether the words before a list ask the State for something beyond the list. */
export function introAsksItself(text: string, speech: Speech): boolean {
  const sentences = sentencesOf(text)
  return sentences.some((sentence, index) => {
    const answers = widest(speech.answersIn(sentence).filter((answer) => answer.rule.gives === 'asks'))
    const opensList = index === sentences.length - 1 && !/[.!?;…]["”’»)\]]*$/.test(sentence)
    return answers.some((answer, place) => {
      const request = sentence.slice(answer.to, answers[place + 1]?.from ?? sentence.length)
      return opensList || isReiteration(answer) ? isComplete(request) : true
    })
  })
}

/** Whether an item that has a list below it asks for something itself: "Strengthen the inspectorate, including by:". */
export function itemAsksItself(text: string): boolean {
  const sentences = sentencesOf(text)
  return sentences.length > 1 || isComplete(text)
}

function isReiteration(answer: Answer): boolean {
  return answer.rule.name === 'reiterates its recommendation'
}

// Rules may answer at overlapping places; the one that reaches furthest tells where the request begins.
function widest(answers: readonly Answer[]): Answer[] {
  const kept: Answer[] = []
  for (const answer of answers) {
    const last = kept.at(-1)
    if (last !== undefined && answer.from < last.to) {
      if (answer.to > last.to) kept[kept.length - 1] = { ...answer, from: last.from }
    } else kept.push(answer)
  }
  return kept
}

const ADVERBIAL =
  /^(?:(?:also|further|urgently|promptly|swiftly|immediately|therefore|inter alia|in particular|in addition|furthermore|moreover|at a minimum|without (?:further |undue )?delay|as a matter of (?:urgency|priority|urgent priority)|as soon as possible|to|notamment|también|en particulier|en particular)(?![\p{L}-]),?\s*)+/iu
const ASIDE_OPENING =
  /^(?:in|with|through|as|pursuant|without|taking|bearing|while|within|under|at|on|by|for|during|given|recalling|noting|following|based|including|together|jointly|where|when|if|inter|paying|drawing|consistent|considering|guided|building|having|and with|and in|en|dans|conformément|compte|con|de conformidad|teniendo)(?!\p{L})/iu
const NEEDS_MORE =
  /(?:^|[\s,])(?:that|whether|on|of|for|about|against|regarding|concerning|as|before|until|unless|whenever|the|following|its|ensure|ensuring|guarantee|pour|que|de|à|des|les|para|los|las|a)$/iu
// "ratify the following treaties", "ensure that all officials": the list is the object, or the verb.
const LIST_COMPLETES =
  /(?<!\p{L})the following(?:\s+[\p{L}’-]+){1,14}(?:\s+\([^()]*\))?(?:\s+as soon as possible)?$|(?<!\p{L})(?:[Ee]nsure|[Ee]nsuring|[Gg]uarantee|so) that(?:\s+(?!(?:is|are|be|has|have|can|may|must|do|does)(?!\p{L}))[\p{L}’-]+){1,4}$/u
// Connectives that lead from a complete request over to its list.
const LEADS_OVER =
  /[\s,;(–—-]*(?<!\p{L})(?:and|or|also|including(?:\s+by\s+\p{L}+ing(?:\s+that)?|\s+(?:those|through|on|in|with|regard|respect|to|by|of|the|for|from|measures|steps|but|not|limited|following|areas)){0,5}|in particular|inter alia|particularly|notably|especially|specifically|more specifically|by(?:\s+\p{L}+ing(?:\s+that)?)?|through|such as|as well as|in order to|so as to|with a view to|aimed at|with the aim of|for example|among other (?:things|measures)|among others|and that(?:\s+(?:it|they|the State party))?|and to|and,? in particular,? ensure that|and,? to (?:that|this) end,?|including to|in particular to|and in particular to|including the following|as follows|and it should|it should|to this end|at least|furthermore|and (?:to )?ensure that|notamment|et|y|incluso|entre otras cosas|(?:القيام\s+)?(?:بما|ما)\s+يلي|на следующее)[\s,]*$/iu
const TO_THE_LIST = /(?:^|\s)(?:to|in)$/i
const CARRIER =
  /^(?:and\s+)?(?:(?:take|adopt|undertake|implement|introduce|put in place|continue(?: to take| taking)?|make|step up|strengthen|intensify|redouble|increase|pursue|enhance|expedite|accelerate|reinforce|consider(?: taking| adopting)?|develop|ensure|guarantee|provide|use|deploy|prendre|adopter|adopte|adoptar|tome|intensifier)(?:\s+and\s+\p{L}+)?)\s*(?:(?:all|the|any|other|its|every|further|additional|effective|concrete|immediate|urgent|necessary|appropriate|specific|comprehensive|targeted|robust|adequate|prompt|proactive|practical|special|positive|legislative|administrative|judicial|legal|policy|educational|required|requisite|possible|available|following|more|vigorous|and|or|of|number|toutes|les|todas|las)(?:\s*,\s*|\s+|$))*(?:measures?|steps|actions?|efforts?|mesures|medidas|effort)?(?:\s+(?:necessary|required|needed|possible|appropriate|available|nécessaires|necesarias|utiles|at its disposal))?(?:\s+and\s+steps)?$/iu

/** Whether a request stands without its list. What is asked must be left when connectives and asides are taken away. */
function isComplete(request: string): boolean {
  let rest = request.replace(/\s*[:：]\s*$/, '').trim()
  rest = withoutLeadingAsides(rest)
  if (TO_THE_LIST.test(rest) && !LEADS_OVER.test(rest)) return false
  if ((NEEDS_MORE.test(rest) || LIST_COMPLETES.test(rest)) && !LEADS_OVER.test(rest)) return false
  rest = withoutTrailingAsides(withoutConnectives(rest))
  if (NEEDS_MORE.test(rest)) return false
  return rest.split(/\s+/).length >= 3 && !CARRIER.test(rest)
}

function withoutConnectives(text: string): string {
  let rest = text
  for (let before = ''; before !== rest; ) {
    before = rest
    rest = rest.replace(LEADS_OVER, '').replace(/[\s,;(–—-]+$/, '')
  }
  return rest
}

function withoutLeadingAsides(text: string): string {
  let rest = text.replace(/^\s+/, '')
  for (let guard = 0; guard < 20; guard++) {
    const content = rest.replace(/^[,\s]+/, '').replace(ADVERBIAL, '')
    const inAside = /^\s*,/.test(rest) ? !startsWithVerb(content) : ASIDE_OPENING.test(content)
    if (content === '' || !inAside) return content
    const comma = content.indexOf(',')
    if (comma === -1) return ''
    rest = content.slice(comma)
  }
  return rest
}

// "take all measures, in accordance with article 7 of the Convention" is still only "take all measures".
function withoutTrailingAsides(text: string): string {
  let rest = text
  for (let comma = rest.lastIndexOf(','); comma !== -1; comma = rest.lastIndexOf(',')) {
    const aside = rest.slice(comma + 1).trim()
    if (!ASIDE_OPENING.test(aside)) return rest
    rest = rest.slice(0, comma)
  }
  return rest
}

const VERBS = new Set(
  `abolish accede accelerate achieve acknowledge act adapt address adhere adjust adopt align allocate allow amend analyse apply appoint approve arrange
  ascertain assess assign assist assume avail avoid award ban bear bring broaden build bring carry cease clarify close collaborate collect combat
  commit compile complete comply conclude conduct consider consolidate consult continue contribute convene cooperate coordinate create criminalize
  decriminalize dedicate deepen define delete deliver demonstrate deploy derogate design designate desist develop devote disaggregate disseminate
  distribute double draft educate eliminate embed embrace empower enable enact encourage end enforce engage enhance enlarge ensure enter entrust equip
  eradicate establish evaluate examine exclude exempt exercise expand expedite explicitly explore extend extradite facilitate finalize finance find formulate
  foster fulfil fund further gather give grant guarantee guide halt harmonize hold identify impart implement impose improve include incorporate increase
  inform initiate institute integrate intensify introduce invest investigate involve issue join keep launch legislate lift limit link maintain make mainstream mandate
  meet mobilize modify monitor narrow negotiate observe obtain offer open order organize overcome participate pass pay penalize permit persevere
  phase place plan prepare preserve prevent prioritize proceed process prohibit promote promptly prosecute protect provide publicize publish punish pursue put
  raise ratify reach reaffirm rebuild recognize reconsider record recruit redouble redress reduce refer refine reform refrain refuse regularize regularly regulate reinforce
  reintroduce reject release remain remove render renew repeal replace report require rescind research reserve resolve resort respect respond restore restrict restructure
  retain return reverse review revise revisit revitalize revoke safeguard secure seek seize select separate set share shorten sign simplify speed sponsor standardize
  step stop streamline strengthen strictly strive study submit supervise supply support suspend sustain swiftly systematically tackle take target terminate thoroughly track train transfer
  translate transmit transpose treat undertake update uphold use utilize vest verify vigorously widen withdraw work fully effectively actively urgently`.split(
    /\s+/,
  ),
)

function startsWithVerb(text: string): boolean {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? []
  const first = words[0] === 'not' || words[0] === 'and' ? words[1] : words[0]
  return first !== undefined && VERBS.has(first)
}
