/** Types of the tables, made by `npm run tables` from the migrated database. Not edited by hand. */

import type { ColumnType } from 'kysely'

export type Generated<T> =
  T extends ColumnType<infer S, infer I, infer U> ? ColumnType<S, I | undefined, U> : ColumnType<T, T | undefined, T>

export type Int8 = ColumnType<string, bigint | number | string, bigint | number | string>

export type Json = JsonValue

export type JsonArray = JsonValue[]

export type JsonObject = {
  [x: string]: JsonValue | undefined
}

export type JsonPrimitive = boolean | number | string | null

export type JsonValue = JsonArray | JsonObject | JsonPrimitive

export type Numeric = ColumnType<string, number | string, number | string>

export type Timestamp = ColumnType<Temporal.Instant, string, string>

export interface Account {
  agency_role: string | null
  closed_at: Timestamp | null
  demonstration: Generated<boolean>
  email: string
  id: Generated<string>
  institution: string | null
  language: Generated<string>
  name: string
  office: string | null
  opened_at: Generated<Timestamp>
  organization: string | null
  role: string
  subject: string | null
  version: Generated<number>
}

export interface Assessment {
  assessor: string
  audience: string
  demonstration: Generated<boolean>
  entered_at: Generated<Timestamp>
  given_by: string | null
  given_on: string
  grade: string
  id: Generated<string>
  institution: string | null
  obligation: string
  organization: string | null
  reasons: string
  source: string | null
}

export interface Benchmark {
  baseline: Numeric | null
  baseline_on: string | null
  id: Generated<string>
  indicator: string
  reason: string
  set_at: Generated<Timestamp>
  set_by: string
  target: Numeric | null
}

export interface CalendarSubscription {
  account: string
  made_at: Generated<Timestamp>
  token_sha256: Buffer
}

export interface Comparator {
  base: number | null
  breakdown: Generated<string>
  dated: string
  file_sha256: string
  imported_at: Generated<Timestamp>
  licence: string
  name: string
  period: string
  source: string
  value: Numeric
}

export interface Confirmation {
  confirmed_at: Generated<Timestamp>
  confirmed_by: string
  indicator_value: string
  institution: string
  note: string | null
}

export interface ConsultationRound {
  answers_due_on: string | null
  closes_on: string
  demonstration: Generated<boolean>
  id: Generated<string>
  number: number
  opens_on: string
  report: string
  title: string
  version: Generated<number>
}

export interface Contribution {
  audience: string
  author: string | null
  body: string
  demonstration: Generated<boolean>
  given_at: Generated<Timestamp>
  id: Generated<string>
  obligation: string | null
  organization: string
  round: string
}

export interface ContributionAnswer {
  answer: string
  answered_at: Generated<Timestamp>
  answered_by: string
  contribution: string
  taken_up: string
  version: Generated<number>
}

export interface Deadline {
  code: string
  document: string | null
  due_as_stated: string | null
  due_on: string | null
  evidence: string | null
  id: Generated<string>
  owed_to: string
  received_on: string | null
  report_kind: string | null
  sent_on: string | null
  source: string
  state: Generated<string>
  version: Generated<number>
  what: string
  word_limit: number | null
}

export interface Decision {
  decided_by: string
  decided_on: string
  decision: string
  demonstration: Generated<boolean>
  id: Generated<string>
  reason: string
  recommendation: string
  version: Generated<number>
}

export interface Document {
  adopted_on: string | null
  body: string
  cycle: number | null
  id: Generated<string>
  imported_at: Timestamp | null
  imported_by: string | null
  language: Generated<string>
  model: Json | null
  published_on: string | null
  source_sha256: string | null
  state: string
  symbol: string
  title: string
  version: Generated<number>
}

export interface DocumentRevision {
  accepted_at: Generated<Timestamp>
  accepted_by: string
  corrections: Generated<Json>
  document: string
  model: Json
  revision: number
  source_sha256: string | null
}

export interface Evidence {
  audience: string
  created_at: Generated<Timestamp>
  demonstration: Generated<boolean>
  file: string | null
  file_name: string | null
  id: Generated<string>
  institution: string | null
  media_type: string | null
  organization: string | null
  title: string
  uploaded_by: string | null
  url: string | null
  version: Generated<number>
}

export interface EvidenceObligation {
  evidence: string
  obligation: string
}

export interface ExactApproval {
  account: string
  given_as: string
  given_at: Generated<Timestamp>
  table_name: string
  table_version: string
}

export interface FirewallAccessRecord {
  at: Generated<Timestamp>
  compartment: string
  entry: string
  id: Generated<string>
  kind: string
  login: Generated<string>
  office: string | null
  officer: string
  person: Buffer | null
  purpose: string
  role: string
  salt: Buffer
  subject: string
}

export interface FirewallAlarm {
  at: Generated<Timestamp>
  compartment: string | null
  entry: string
  id: Generated<string>
  kind: string
  login: Generated<string>
  officer: string
  role: string
  salt: Buffer
  subject: string | null
}

export interface FirewallBackend {
  entered_at: Generated<Timestamp>
  inner_pad: Buffer
  login: string
  outer_pad: Buffer
  pid: number
  started_at: Int8
}

export interface FirewallCanary {
  compartment: string
  subject: string
}

export interface FirewallHiddenInNumber {
  compartment: string
}

export interface FirewallPersonSeen {
  compartment: string
  officer: string
  person: Buffer
  seen_at: Timestamp
}

export interface FirewallQuota {
  officer: string
  persons: Generated<number>
}

export interface FirewallTicketSecret {
  id: string
  inner_pad: Buffer
  made_at: Generated<Timestamp>
  outer_pad: Buffer
}

export interface History {
  action: string
  actor: string
  at: Generated<Timestamp>
  audience: string
  details: Generated<Json>
  id: Generated<Int8>
  object: string
  object_kind: string
  outcome: string
}

export interface Home {
  single: Generated<boolean>
  time_zone: string
}

export interface ImportDraft {
  account: string
  begun_at: Generated<Timestamp>
  corrections: Generated<Json>
  file_name: string
  id: Generated<string>
  index_export: Json | null
  model: Json | null
  read_model: Json | null
  source_sha256: string
  version: Generated<number>
}

export interface Indicator {
  baseline: Numeric | null
  baseline_on: string | null
  class: string
  denominator: string | null
  direction: string
  disaggregation: Generated<string[]>
  fed_by: string | null
  name: string
  numerator: string
  period: string
  source: string | null
  target: Numeric | null
  target_from: string
  unit: string
  version: Generated<number>
}

export interface IndicatorLatest {
  entered_at: Timestamp | null
  id: string | null
  indicator: string | null
  period: string | null
  value: Numeric | null
}

export interface IndicatorValue {
  audience: string
  base: Numeric | null
  breakdown: Generated<Json>
  computed_from: Json | null
  demonstration: Generated<boolean>
  entered_at: Generated<Timestamp>
  entered_by: string | null
  evidence: string | null
  id: Generated<string>
  indicator: string
  note: string | null
  period: string
  provenance: string
  superseded_by: string | null
  value: Numeric | null
  withdrawn_on: string | null
}

export interface Institution {
  closed_on: string | null
  code: string
  name: Json
  note: string | null
  parent: string | null
}

export interface KeptForm {
  account: string | null
  fields: Json
  kept_at: Generated<Timestamp>
  path: string
  token_sha256: Buffer
}

export interface Letter {
  account: string
  attempts: Generated<number>
  body: string
  day: string
  id: Generated<string>
  last_error: string | null
  sent_at: Timestamp | null
  subject: string
  written_at: Generated<Timestamp>
}

export interface Measure {
  audience: string
  budget_line: string | null
  created_at: Generated<Timestamp>
  demonstration: Generated<boolean>
  description: Generated<string>
  ends_on: string | null
  id: Generated<string>
  institution: string
  responsible: string | null
  starts_on: string | null
  state: Generated<string>
  title: string
  version: Generated<number>
}

export interface MeasureDependency {
  depends_on: string
  measure: string
}

export interface MeasureObligation {
  measure: string
  obligation: string
}

export interface Obligation {
  articles: Generated<string[]>
  cluster: string | null
  code: string
  due_on: string | null
  follow_up: Generated<boolean>
  id: Generated<string>
  instruments: Generated<string[]>
  kind: string
  law: Generated<Json>
  moved_at: Generated<Timestamp>
  next_report: Generated<boolean>
  note: string | null
  people_concerned: Generated<string[]>
  position: Generated<number>
  procedures: Generated<string[]>
  sdg_targets: Generated<string[]>
  state: Generated<string>
  summary: string
  themes: Generated<string[]>
  to_verify: Generated<string[]>
  urgency: string
  version: Generated<number>
}

export interface ObligationIndicator {
  indicator: string
  obligation: string
}

export interface ObligationMove {
  after: string
  at: Generated<Timestamp>
  before: string
  cause_kind: string | null
  cause_object: string | null
  id: Generated<Int8>
  obligation: string
}

export interface ObligationRecommendation {
  obligation: string
  recommendation: string
}

export interface Organization {
  code: string
  kind: string
  name: string
}

export interface Participation {
  alternate: string | null
  focal_point: string | null
  institution: string
  obligation: string
  part: string
  validator: string | null
  version: Generated<number>
}

export interface Passkey {
  account: string
  added_at: Generated<Timestamp>
  counter: Int8
  credential_id: Buffer
  id: Generated<string>
  name: string
  public_key: Buffer
  transports: Generated<string[]>
  used_at: Timestamp | null
}

export interface Post {
  account: string
  institution: string
  post: string
  version: Generated<number>
}

export interface PTable {
  canonical: string
  made_at: Generated<Timestamp>
  sha256: string
  since: Generated<string>
  version: string
}

export interface PTableProposal {
  answer: string | null
  answered_at: Timestamp | null
  answered_by: string | null
  audience: Generated<string>
  id: Generated<string>
  parameters: Json
  proposed_at: Generated<Timestamp>
  proposed_by: string
  reason: string
  said: string | null
  since: string
  version: string | null
}

export interface Recommendation {
  address: string | null
  annotation: string | null
  articles: Generated<string[]>
  document: string
  follow_up: Generated<boolean>
  id: Generated<string>
  people_concerned: Generated<string[]>
  position: Generated<number>
  sdg_targets: Generated<string[]>
  text: string | null
  themes: Generated<string[]>
  version: Generated<number>
  withdrawn_at: Timestamp | null
}

export interface RefusalsSeen {
  audience: Generated<string>
  id: Generated<string>
  procedure: string
  said: string
  seen_at: Generated<Timestamp>
  seen_by: string
}

export interface RegisterCalendarDay {
  day: string
  ordinal: number
  working: boolean
}

export interface RegisterHome {
  single: Generated<boolean>
  time_zone: string
}

export interface RegisterInstalled {
  at: Generated<Timestamp>
  declared: Json | null
  name: string
  sha256: string
}

export interface RegisterMixed {
  name: string
  on_day: string
  own: string | null
  since: string | null
}

export interface RegisterMoratorium {
  countries: string[]
  first_day: string
  last_day: string | null
}

export interface RegisterPlace {
  district: string
  place_id: string
  qualities: string[]
}

export interface Reiteration {
  paragraph: string
  recommendation: string
  symbol: string
}

export interface ReleaseFile {
  bytes: Buffer
  media_type: string
  name: string
  release: string
  sha256: string
  table_name: string
}

export interface ReleasePlan {
  audience: Generated<string>
  first_planned_on: string
  period: string
  planned_by: string
  planned_on: string
  reason: string | null
  table_name: string
}

export interface Report {
  audience: string
  created_at: Generated<Timestamp>
  deadline: string | null
  demonstration: Generated<boolean>
  document: string
  frozen_at: Timestamp | null
  frozen_file: string | null
  /**
   * SHA-256 of the frozen .docx as it is downloaded: the file of the same name in stored_file, in hexadecimal.
   */
  frozen_sha256: string | null
  id: Generated<string>
  kind: string
  language: Generated<string>
  state: Generated<string>
  title: string
  version: Generated<number>
  word_limit: number
}

export interface ReportApproval {
  account: string
  approved_at: Generated<Timestamp>
  institution: string
  number: number
  report: string
}

export interface ReportComment {
  author: string
  body: string
  id: Generated<string>
  number: number
  report: string
  section: string | null
  settled_at: Timestamp | null
  settled_by: string | null
  written_at: Generated<Timestamp>
}

export interface ReportVersion {
  content: Json
  number: number
  report: string
  saved_at: Generated<Timestamp>
  saved_by: string
  words: number
}

export interface SearchEntry {
  audience: Generated<string>
  body: string
  kind: string
  language: Generated<string>
  object: string
  organization: string | null
  title: string
  vector: Generated<string>
}

export interface Session {
  account: string
  authenticated_at: Timestamp | null
  device: Generated<string>
  ends_at: Timestamp
  id: Generated<string>
  opened_at: Generated<Timestamp>
  seen_at: Generated<Timestamp>
  token_sha256: Buffer
}

export interface Signing {
  account: string
  act: Buffer
  answered_at: Timestamp | null
  challenge_sha256: Buffer
  ends_at: Generated<Timestamp>
  session: Buffer
  signed_at: Timestamp | null
  used_in: string | null
}

export interface Standing {
  answer: string | null
  answered_at: Timestamp | null
  claimed_at: Timestamp | null
  decision: string | null
  graded_low: boolean | null
  has_evidence: boolean | null
  indicators: Int8 | null
  indicators_at_target: Int8 | null
  obligation: string | null
}

export interface StoredFile {
  bytes: Buffer
  sha256: string
  size: number
}

export interface TableImport {
  audience: Generated<string>
  figures: string
  id: Generated<string>
  mapping: Json
  sha256: string
  table_name: string
  taken_at: Generated<Timestamp>
  taken_by: string
}

export interface TableMetadata {
  audience: Generated<string>
  item: string
  saved_at: Generated<Timestamp>
  saved_by: string
  table_name: string
  texts: Json
  version: number
}

export interface TableRelease {
  audience: Generated<string>
  demonstration: Generated<boolean>
  document: Json
  entry: string
  import: string | null
  issued_at: Generated<Timestamp>
  outside: Json | null
  period: string
  release: string
  replaces: string | null
  run: string | null
  sha256: string
  table_name: string
  withdrawn_at: Timestamp | null
  withdrawn_why: string | null
}

export interface TableRun {
  audience: Generated<string>
  cells: Json
  definition: Json
  demonstration: Generated<boolean>
  findings: Json
  id: Generated<string>
  known_on: string
  loosened: Generated<Json>
  made_at: Generated<Timestamp>
  made_by: string
  metadata: Json | null
  p_table: string
  period: string
  release_on: Timestamp | null
  released_at: Timestamp | null
  review: Json | null
  reviewed_at: Timestamp | null
  reviewed_by: string | null
  sources: Generated<Json>
  state: string
  table_name: string
  version: Generated<number>
}

export interface Validation {
  answer: string | null
  answered_at: Timestamp | null
  answered_by: string | null
  claimed_at: Generated<Timestamp>
  claimed_by: string
  demonstration: Generated<boolean>
  id: Generated<string>
  obligation: string
  reasons: string | null
  statement: string
  version: Generated<number>
}

export interface Tables {
  account: Account
  assessment: Assessment
  benchmark: Benchmark
  calendar_subscription: CalendarSubscription
  comparator: Comparator
  confirmation: Confirmation
  consultation_round: ConsultationRound
  contribution: Contribution
  contribution_answer: ContributionAnswer
  deadline: Deadline
  decision: Decision
  document: Document
  document_revision: DocumentRevision
  evidence: Evidence
  evidence_obligation: EvidenceObligation
  exact_approval: ExactApproval
  'firewall.access_record': FirewallAccessRecord
  'firewall.alarm': FirewallAlarm
  'firewall.backend': FirewallBackend
  'firewall.canary': FirewallCanary
  'firewall.hidden_in_number': FirewallHiddenInNumber
  'firewall.person_seen': FirewallPersonSeen
  'firewall.quota': FirewallQuota
  'firewall.ticket_secret': FirewallTicketSecret
  history: History
  home: Home
  import_draft: ImportDraft
  indicator: Indicator
  indicator_latest: IndicatorLatest
  indicator_value: IndicatorValue
  institution: Institution
  kept_form: KeptForm
  letter: Letter
  measure: Measure
  measure_dependency: MeasureDependency
  measure_obligation: MeasureObligation
  obligation: Obligation
  obligation_indicator: ObligationIndicator
  obligation_move: ObligationMove
  obligation_recommendation: ObligationRecommendation
  organization: Organization
  p_table: PTable
  p_table_proposal: PTableProposal
  participation: Participation
  passkey: Passkey
  post: Post
  recommendation: Recommendation
  refusals_seen: RefusalsSeen
  'register.calendar_day': RegisterCalendarDay
  'register.home': RegisterHome
  'register.installed': RegisterInstalled
  'register.mixed': RegisterMixed
  'register.moratorium': RegisterMoratorium
  'register.place': RegisterPlace
  reiteration: Reiteration
  release_file: ReleaseFile
  release_plan: ReleasePlan
  report: Report
  report_approval: ReportApproval
  report_comment: ReportComment
  report_version: ReportVersion
  search_entry: SearchEntry
  session: Session
  signing: Signing
  standing: Standing
  stored_file: StoredFile
  table_import: TableImport
  table_metadata: TableMetadata
  table_release: TableRelease
  table_run: TableRun
  validation: Validation
}
