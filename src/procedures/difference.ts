/** What differs between two versions of a declaration, in sentences: for a lawyer who reads a reform, and for who installs it. */
import { conditionWords, lengthWords, limitWords, momentWords, retentionWords, ruleWords } from './sentences.ts'
import { type Fact, inForce, leaving, NEW_LAW, type Procedure, type Rule, type Transition } from './vocabulary/index.ts'

/** One sentence for each thing that differs; none where the two are the same. */
export function differences(before: Procedure, after: Procedure): readonly string[] {
  return [
    ...beside(before.facts, after.facts, {
      isNew: (name, fact) => `new fact ${name}: ${fact.means}`,
      isGone: (name) => `the fact ${name} is no longer asked`,
      differs: (name, was, is) => factWords(name, was, is),
    }),
    ...beside(before.states, after.states, {
      isNew: (name, kind) => `new state ${name} (${kind})`,
      isGone: (name) => `the state ${name} is gone`,
      differs: (name, was, is) =>
        after.transitions[leaving(name)]?.uponLaw === true ? [] : [`the state ${name} is ${is} instead of ${was}`],
    }),
    ...stepWords('open', before.opens, after.opens),
    ...beside<Transition>(before.transitions, after.transitions, {
      isNew: (name, step) =>
        step.uponLaw === true
          ? `the state ${step.from} is gone: its cases are brought to ${step.to} by the law itself (${name})`
          : `new step ${name}: ${arrow(step)}, by ${step.by.join(', ')}`,
      isGone: (name) => `the step ${name} is no longer taken`,
      differs: (name, was, is) => stepWords(name, was, is),
    }),
    ...beside(declaredEntries(before), declaredEntries(after), {
      isNew: (name, entry) => `new entry ${name}, by ${entry.by.join(', ')}`,
      isGone: (name) => `the entry ${name} is no longer made`,
      differs: (name, was, is) => stepWords(name, was, is),
    }),
    // A time has one history in all versions: what differs is the value of the day.
    ...beside(before.safeguards, after.safeguards, {
      isAlike: never,
      isNew: (name, { rules }) =>
        `new safeguard ${name}: ${Object.values(rules)
          .map((one) => ruleWords(one))
          .join('; ')}`,
      isGone: (name) => `the safeguard ${name} no longer holds`,
      differs: (name, was, is) => [
        ...field(`${name} rests on`, was.cite, is.cite),
        ...field(`a breach of ${name} goes up the ladder`, was.breach, is.breach),
        ...field(`a breach of ${name} is told to`, was.tells, is.tells),
        ...beside<Rule>(was.rules, is.rules, {
          isAlike: never,
          isNew: (rule, one) => `new rule ${name}.${rule}: ${ruleWords(one)}`,
          isGone: (rule) => `the rule ${name}.${rule} no longer holds`,
          differs: (rule, old, now) => ruleDifference(`${name}.${rule}`, [old, before], [now, after]),
        }),
      ],
    }),
    ...field('the person takes', before.person.takes, after.person.takes),
    ...throughoutWords(before, after),
  ]
}

/** Every law brings its own by itself: nobody reads of it. */
function declaredEntries({ entries }: Procedure): Procedure['entries'] {
  return Object.fromEntries(Object.entries(entries).filter(([name]) => name !== NEW_LAW))
}

interface Words<V> {
  readonly isNew: (name: string, one: V) => string
  readonly isGone: (name: string) => string
  readonly differs: (name: string, was: V, is: V) => readonly string[]
  readonly isAlike?: (was: V, is: V) => boolean
}

const never = () => false

type Named<V> = Readonly<Record<string, V>>

function beside<V>(before: Named<V>, after: Named<V>, words: Words<V>): readonly string[] {
  const { isNew, isGone, differs, isAlike: alike = isAlike } = words
  return [
    ...Object.keys(before)
      .filter((name) => !Object.hasOwn(after, name))
      .map(isGone),
    ...Object.entries(after).flatMap(([name, one]) => {
      const was = Object.hasOwn(before, name) ? before[name] : undefined
      if (was === undefined) return [isNew(name, one)]
      return alike(was, one) ? [] : differs(name, was, one)
    }),
  ]
}

/** What lies in a database has its keys in another order. */
const spelt = (value: unknown) =>
  JSON.stringify(value, (_, one: unknown) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  )
const isAlike = (a: unknown, b: unknown) => spelt(a) === spelt(b)

function field(what: string, was: unknown, is: unknown): readonly string[] {
  return isAlike(was, is) ? [] : [`${what} ${valueWords(is)} instead of ${valueWords(was)}`]
}

function valueWords(value: unknown): string {
  if (value === undefined || value === null) return 'nothing'
  if (Array.isArray(value)) return value.length === 0 ? 'nobody' : value.map(valueWords).join(', ')
  return typeof value === 'object' ? (spelt(value) ?? '') : String(value)
}

function factWords(name: string, was: Fact, is: Fact): readonly string[] {
  const marks = (['personal', 'sensitive', 'dimension', 'part', 'ahead'] as const).flatMap((mark) =>
    field(`the fact ${name}: ${mark} is`, was[mark], is[mark]),
  )
  const said = [...field(`the fact ${name} means`, was.means, is.means), ...marks]
  return isAlike(was.is, is.is)
    ? said
    : [...said, `the fact ${name} is ${valueWords(is.is)} instead of ${valueWords(was.is)}`]
}

type Step = Omit<Partial<Transition>, 'from' | 'to'> & {
  readonly from?: unknown
  readonly in?: unknown
  readonly to?: unknown
}

function stepWords(name: string, was: Step, is: Step): readonly string[] {
  const fields = [
    ...([
      'from',
      'in',
      'to',
      'by',
      'needs',
      'anew',
      'inNewWords',
      'takes',
      'countersigned',
      'serious',
      'gives',
      'opensCase',
      'reaches',
      'alarm',
    ] as const),
  ].flatMap((part) => field(`${name}: ${part}`, was[part], is[part]))
  const when = ({ when: condition }: Step) => (condition === undefined ? 'always' : conditionWords(condition))
  const upon = ({ upon: moment }: Step) => (moment === undefined ? 'nothing' : momentWords(moment))
  return [...fields, ...field(`${name}: if`, when(was), when(is)), ...field(`${name}: upon`, upon(was), upon(is))]
}

const arrow = ({ from, to }: Transition) => `${from === 'any-open' ? 'any open state' : from.join(', ')} → ${to}`

function ruleDifference(
  name: string,
  [was, before]: readonly [Rule, Procedure],
  [is, after]: readonly [Rule, Procedure],
): readonly string[] {
  const bare = (rule: Rule) =>
    rule.kind === 'within' ? ruleWords({ ...rule, limit: { history: [] } }) : ruleWords(rule)
  const limits =
    was.kind === 'within' && is.kind === 'within'
      ? [inForce(was.limit, before.since ?? ''), inForce(is.limit, after.since ?? '')].map(lengthWords)
      : []
  const [old, now] = limits
  const history = (rule: Rule) => (rule.kind === 'within' ? limitWords(rule.limit) : '')
  const asInstalled = before.since === after.since && history(was) !== history(is)
  return [
    ...(old === now ? [] : [`the limit of ${name} is ${now} instead of ${old}`]),
    ...(old === now && asInstalled ? [`the limit of ${name}: ${history(is)}, instead of: ${history(was)}`] : []),
    ...(bare(was) === bare(is) ? [] : [`${name}: ${bare(is)}, instead of: ${bare(was)}`]),
    ...field(`${name} may be set to record:`, was.mayRecord, is.mayRecord),
  ]
}

/** What is no matter of a day. */
function throughoutWords(before: Procedure, after: Procedure): readonly string[] {
  const kept = (one: Procedure) => one.retention.map((row) => retentionWords(row))
  const roles = new Set([...Object.keys(before.reads), ...Object.keys(after.reads)])
  const read = (one: Procedure, role: string) => Object.entries(one.reads).find(([name]) => name === role)?.[1]
  return [
    ...field('it answers', before.answers, after.answers),
    ...[...roles].flatMap((role) => field(`${role} reads`, read(before, role), read(after, role))),
    ...field('its heads are', before.heads, after.heads),
    ...field('walled off are', before.walledOff, after.walledOff),
    ...field('forgetting:', kept(before), kept(after)),
    ...field('what is counted:', before.statistics, after.statistics),
  ]
}
