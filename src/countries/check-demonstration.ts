/** What demonstration content must hold together: known names, people who may do what they are said to do, days in order. */
import { checkDemonstrationDays } from './check-demonstration-days.ts'
import type { Demonstration } from './demonstration.ts'
import type { CountryPack } from './pack.ts'
import { repeated } from './reporter.ts'

/** Notes one problem of a row. */
export type Tell = (row: string, sentence: string) => void

/** All problems, each with its row. */
export function checkDemonstration(content: Demonstration, pack: CountryPack): { row: string; sentence: string }[] {
  const problems: { row: string; sentence: string }[] = []
  const tell: Tell = (row, sentence) => problems.push({ row, sentence })
  checkPeople(content, pack, tell)
  checkObligations(content, pack, tell)
  checkMeasures(content, pack, tell)
  checkValues(content, pack, tell)
  checkVoices(content, pack, tell)
  checkDemonstrationDays(content, tell)
  return problems
}

function checkPeople({ accounts, organizations }: Demonstration, pack: CountryPack, tell: Tell): void {
  const institutions = new Set(pack.institutions.map((one) => one.code))
  const known = new Set(organizations.map((one) => one.code))
  const offices = new Set(pack.offices.map((one) => one.code))
  const repetitions = [
    ...repeated(accounts.map((one) => one.key)),
    ...repeated(accounts.map((one) => one.email)),
    ...repeated(accounts.filter((one) => one.post !== null).map((one) => `${one.institution} ${one.post}`)),
    ...repeated(organizations.map((one) => one.code)),
  ]
  for (const one of repetitions) tell(one, 'It stands twice.')
  for (const { key, role, post, institution, organization, agencyRole, office } of accounts) {
    if ([agencyRole, office].some((one) => (one !== null) !== (role === 'officer')))
      tell(key, 'An officer, and nobody else, has a role in an agency and an office.')
    if (office !== null && !offices.has(office)) tell(key, `There is no office ${office}.`)
    const actsForInstitution = role === 'secretariat' || role === 'official' || role === 'nhri'
    if (actsForInstitution !== (institution !== null))
      tell(key, `A ${role} account ${institution === null ? 'needs an' : 'has no'} institution.`)
    if ((role === 'civil-society') !== (organization !== null))
      tell(key, 'Civil society, and nobody else, has an organization.')
    if (post !== null && institution === null) tell(key, 'A post is held in an institution.')
    if (institution !== null && !institutions.has(institution)) tell(key, `There is no institution ${institution}.`)
    if (organization !== null && !known.has(organization)) tell(key, `There is no organization ${organization}.`)
    if (role === 'nhri' && institution !== pack.parts.humanRightsInstitution)
      tell(key, 'Not of the human rights institution.')
    if (role === 'secretariat' && institution !== pack.parts.secretariat) tell(key, 'Not of the secretariat.')
  }
}

/** Every reference to an obligation or a person, with the row it stands in. */
function checkObligations(content: Demonstration, pack: CountryPack, tell: Tell): void {
  const keys = new Map(pack.obligations.map((one) => [one.key, one]))
  const rounds = content.consultations
  const references: [row: string, obligation: string][] = [
    ...content.decisions.map((one): [string, string] => [one.obligation, one.obligation]),
    ...content.measures.flatMap(({ key, obligations }) => obligations.map((one): [string, string] => [key, one])),
    ...content.evidence.flatMap(({ key, obligations }) => obligations.map((one): [string, string] => [key, one])),
    ...content.assessments.map((one): [string, string] => [one.obligation, one.obligation]),
    ...content.validations.map((one): [string, string] => [one.obligation, one.obligation]),
    ...rounds.flatMap(({ title, report }) => report.sections.map((one): [string, string] => [title, one.obligation])),
    ...rounds.flatMap(({ contributions }) =>
      contributions.flatMap((one): [string, string][] => (one.obligation === null ? [] : [[one.key, one.obligation]])),
    ),
  ]
  for (const [row, obligation] of references)
    if (!keys.has(obligation)) tell(row, `There is no obligation ${obligation}.`)
  const addresses = content.decisions.map(({ obligation }) => keys.get(obligation)?.splitOf ?? obligation)
  for (const address of repeated(addresses)) tell(address, 'Two decisions on one recommendation.')
}

function checkMeasures({ accounts, measures, evidence }: Demonstration, pack: CountryPack, tell: Tell): void {
  const institutions = new Set(pack.institutions.map((one) => one.code))
  const byKey = new Map(measures.map((one) => [one.key, one]))
  for (const key of repeated([...measures, ...evidence].map((one) => one.key))) tell(key, 'It stands twice.')
  for (const { key, institution, responsible, dependsOn } of measures) {
    if (!institutions.has(institution)) tell(key, `There is no institution ${institution}.`)
    const person = accounts.find((one) => one.key === responsible)
    if (responsible !== null && person?.institution !== institution)
      tell(key, `${responsible} is not of ${institution}.`)
    for (const one of dependsOn) if (!byKey.has(one)) tell(key, `There is no measure ${one}.`)
    if (reaches(key, dependsOn, byKey)) tell(key, 'The measure waits for itself.')
  }
  for (const { key, url, text } of evidence)
    if ((url === null) === (text === null)) tell(key, 'Either a link or a text.')
}

/** Whether following what measures wait for leads back to `goal`. */
function reaches(goal: string, from: readonly string[], all: ReadonlyMap<string, { dependsOn: string[] }>): boolean {
  const seen = new Set<string>()
  const next = [...from]
  for (let key = next.pop(); key !== undefined; key = next.pop()) {
    if (key === goal) return true
    if (seen.has(key)) continue
    seen.add(key)
    next.push(...(all.get(key)?.dependsOn ?? []))
  }
  return false
}

function checkValues({ values, evidence, accounts }: Demonstration, pack: CountryPack, tell: Tell): void {
  for (const value of values) {
    const row = `${value.indicator} ${value.period}`
    const indicator = pack.indicators[value.indicator]
    if (indicator === undefined) tell(row, `There is no indicator ${value.indicator}.`)
    else if (indicator.period !== (value.period.includes('Q') ? 'quarter' : 'year'))
      tell(row, `It has a value for each ${indicator.period}.`)
    const names = Object.keys(value.breakdown).flatMap((part) => part.split(',').map((one) => one.split('=')[0] ?? ''))
    for (const name of names) if (indicator?.by.includes(name) === false) tell(row, `It is not broken down by ${name}.`)
    if (value.provenance === 'typed') {
      if (!evidence.some((one) => one.key === value.evidence)) tell(row, 'A typed value needs evidence.')
      if (!accounts.some((one) => one.key === value.enteredBy)) tell(row, 'A typed value needs a person.')
    } else if (!pack.tables.some((one) => one.id === value.table)) tell(row, 'A computed value names its table.')
  }
  for (const row of repeated(values.map((one) => `${one.indicator} ${one.period}`))) tell(row, 'It stands twice.')
}

/** Who decides, assesses, claims, contributes and answers. */
function checkVoices(content: Demonstration, pack: CountryPack, tell: Tell): void {
  const accounts = new Map(content.accounts.map((one) => [one.key, one]))
  const known = (row: string, key: string) => {
    if (!accounts.has(key)) tell(row, `There is no account ${key}.`)
  }
  for (const { obligation, decidedBy } of content.decisions) known(obligation, decidedBy)
  for (const { key, uploadedBy } of content.evidence) known(key, uploadedBy)
  for (const { obligation, assessor, givenBy, organization } of content.assessments) {
    known(obligation, givenBy)
    const giver = accounts.get(givenBy)
    const voice = giver?.role === 'official' || giver?.role === 'secretariat' ? 'state' : giver?.role
    // The Committee's grades come by letter: the secretariat types them in.
    if (voice !== assessor && !(assessor === 'committee' && giver?.role === 'secretariat'))
      tell(obligation, `${givenBy} does not speak for ${assessor}.`)
    if ((assessor === 'civil-society') !== (organization !== null))
      tell(obligation, 'Civil society, and nobody else, names its organization.')
    if (organization !== null && giver?.organization !== organization)
      tell(obligation, `${givenBy} is not of ${organization}.`)
  }
  for (const { obligation, claimedBy, answer } of content.validations) {
    known(obligation, claimedBy)
    if (answer === null) continue
    known(obligation, answer.by)
    if (answer.by === claimedBy) tell(obligation, 'The second person is the first.')
    if (answer.answer === 'returned' && answer.reasons === null)
      tell(obligation, 'What is returned is returned with reasons.')
  }
  for (const { title, report, contributions } of content.consultations) {
    if (!pack.deadlines.some((one) => one.id === report.deadline))
      tell(title, `There is no deadline ${report.deadline}.`)
    for (const { key, author, organization, answer } of contributions) {
      if (accounts.get(author)?.organization !== organization) tell(key, `${author} is not of ${organization}.`)
      if (answer !== null) known(key, answer.by)
    }
  }
}
