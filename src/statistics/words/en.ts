/** English: titles of tables, names of dimensions, categories and measures. */
import type { Words } from './words.ts'

export const en: Words = {
  tables: {
    'detention-stock': {
      title: 'People in immigration detention at the end of the quarter',
      population: 'Persons deprived of liberty on immigration grounds at 24:00 of the last day of the quarter.',
      coverage: 'Only detentions that the authorities entered in the register.',
    },
    'detention-persons': {
      title: 'People whose immigration detention ended',
      population:
        'Persons whose deprivation of liberty on immigration grounds ended in the year; each is counted once.',
      coverage:
        'Only detentions that the authorities entered in the register. A person held without an entry is not seen.',
    },
    'detention-citizenship': {
      title: 'People whose immigration detention ended, by part of the world of their citizenship',
      population:
        'Persons whose deprivation of liberty on immigration grounds ended in the year; each is counted once.',
      coverage:
        'Only detentions that the authorities entered in the register. Countries are put together so that nobody can be found.',
    },
    'detention-ground': {
      title: 'Immigration detentions by ground',
      population: 'Detentions on immigration grounds that ended in the year.',
      coverage:
        'The ground is the one entered; detentions that ended before a ground was entered are under “other or not stated”.',
    },
    'detention-decision': {
      title: 'Immigration detentions by what the judge decided',
      population: 'Detentions on immigration grounds that ended in the year.',
      coverage: 'Detentions that ended before a judge decided are under “no decision or not stated”.',
    },
    'detention-hearing': {
      title: 'Lawyer and interpreter present before the judge',
      population: 'Detentions on immigration grounds that ended in the year.',
      coverage:
        'As the court entered it. A detention without a hearing counts as “no”, and so does an interpreter who was not needed.',
    },
    'detention-review': {
      title: 'Detentions reviewed by a judge within the time limit',
      population: 'Time limits for a judge to review a detention that fell due in the quarter.',
      coverage:
        'A detention that ended before its limit without a judge is not counted; one whose limit passed without a judge counts as not reviewed in time.',
    },
    'detention-length': {
      title: 'Immigration detentions by length',
      population: 'Detentions on immigration grounds that ended in the year.',
      coverage: 'From the loss of liberty as it was entered to the end.',
    },
    'detention-alternative': {
      title: 'Alternatives to detention by kind',
      population: 'Detentions that ended in the year with an alternative ordered in their place.',
      coverage: 'Alternatives chosen before anybody was detained are not in this register.',
    },
    'expulsion-decision': {
      title: 'Expulsion proceedings by decision',
      population: 'Decisions in expulsion proceedings that were taken in the year; one decided again counts again.',
      coverage:
        'Only proceedings under the administrative procedure. Those closed or withdrawn before a decision are not counted.',
    },
    'expulsion-legal-aid': {
      title: 'Legal assistance in expulsion proceedings',
      population: 'Decisions in expulsion proceedings that were taken in the year; one decided again counts again.',
      coverage: 'A lawyer whom the person had met in private before the decision, paid by the State or not.',
    },
    'expulsion-appeal': {
      title: 'Appeals against expulsion by outcome',
      population: 'Appeals against expulsion that ended in the year.',
      coverage: 'Appeals still open at the end of the year are not counted.',
    },
    'expulsion-during-appeal': {
      title: 'Removals while an appeal was open',
      population: 'Departures in the year that took place while an appeal was open. An exact figure.',
      coverage: 'Only departures that the authorities entered in the register.',
    },
    'complaint-subject': {
      title: 'Complaints to the Ombudsperson by subject',
      population: 'Complaints of migrants received in the year.',
      coverage: 'Complaints to courts and other bodies are not counted here.',
    },
    'complaint-finding': {
      title: 'Complaints to the Ombudsperson by finding',
      population: 'Findings on complaints of migrants that were made in the year.',
      coverage: 'Complaints closed without a finding are not counted.',
    },
    'complaint-remedy': {
      title: 'Complaints that led to a remedy',
      population: 'Complaints of migrants that were closed after a finding in the year.',
      coverage: 'Complaints whose recommendation is still being followed up are not counted.',
    },
    'school-enrolment-level': {
      title: 'Children enrolled in school by level',
      population:
        'Children for whom a place was asked through this register and who were enrolled in the school year that began in the year.',
      coverage: 'A school does not know the migration status of a child or a parent, so neither does this table.',
    },
    'school-enrolment-outcome': {
      title: 'Requests for a place in school by outcome',
      population: 'Decisions on requests for a place in the school year that began in the year.',
      coverage: 'Requests still open are not counted; one that was decided more than once counts each time.',
    },
    'trafficking-presumed': {
      title: 'People presumed to be victims of trafficking',
      population: 'Persons in whom a sign of trafficking was seen in the year; each is counted once.',
      coverage: 'Those whom nobody recognised are not seen; a higher figure may mean better recognition.',
    },
    'visit-answer': {
      title: 'Recommendations of visitors answered within the time limit',
      population: 'Time limits for an answer to a recommendation after a visit that fell due in the year.',
      coverage: 'Counts acts of institutions and no person.',
    },
  },
  breaches: {
    series: '{register}: breaches of safeguards',
    title: '{register}: breaches of safeguard {safeguard}',
    population: 'Breaches of safeguard {safeguard} that were found in the year. An exact figure.',
    coverage: 'Only what the register found. A breach that was explained or excused stays counted.',
  },
  procedures: {
    detention: 'Register of detention',
    expulsion: 'Register of expulsion',
    complaint: 'Register of complaints to the Ombudsperson',
    'school-enrolment': 'Register of school enrolment',
    'trafficking-identification': 'Register of trafficking identification',
    visit: 'Register of visits to places of detention',
  },
  dimensions: {
    SEX: { name: 'Sex', codes: { F: 'Women and girls', M: 'Men and boys', _U: 'Other or not stated' } },
    AGE: { name: 'Age', codes: { Y0T17: 'Under 18', Y_GE18: '18 and over', _U: 'Not stated' } },
    CITIZENSHIP: {
      name: 'Citizenship',
      codes: {
        CENTRAL_ASIA: 'Central Asia',
        WESTERN_ASIA: 'Western Asia',
        SOUTHERN_ASIA: 'Southern Asia',
        EASTERN_EUROPE: 'Eastern Europe',
        _O: 'Other, stateless or not stated',
      },
    },
    GROUND: {
      name: 'Ground',
      codes: { REMOVAL: 'To carry out a removal', PUBLIC_SECURITY: 'Public security', _U: 'Other or not stated' },
    },
    DECISION: {
      name: 'Decision',
      codes: {
        RELEASE: 'Release',
        ALTERNATIVE: 'An alternative',
        AUTHORIZE: 'Detention authorised',
        NO_EXPULSION: 'No expulsion',
        WITHDRAWN: 'Withdrawn',
        VOLUNTARY_DEPARTURE: 'Time to leave by oneself',
        EXPULSION: 'Expulsion',
        _U: 'No decision or not stated',
      },
    },
    LAWYER: { name: 'Lawyer present', codes: { YES: 'Yes', NO: 'No', _U: 'Not stated' } },
    INTERPRETER: { name: 'Interpreter present', codes: { YES: 'Yes', NO: 'No', _U: 'Not stated' } },
    IN_TIME: { name: 'Within the time limit', codes: { YES: 'Yes', NO: 'No', _U: 'Not stated' } },
    HOURS: {
      name: 'Length',
      codes: {
        '0T25': 'Up to 24 hours',
        '25T73': 'More than 24 and up to 72 hours',
        '73T361': 'More than 72 hours and up to 15 days',
        GE361: 'More than 15 days',
        _U: 'Not stated',
      },
    },
    ALTERNATIVE: {
      name: 'Alternative',
      codes: {
        OWN_PROMISE: 'Own promise',
        SUPPORTED: 'With support, in the community',
        REPORTING: 'Reporting or a place to live',
        SURETY: 'Deposit or surety',
        _U: 'Other or not stated',
      },
    },
    LEGAL_AID: { name: 'Legal assistance', codes: { YES: 'Yes', NO: 'No', _U: 'Not stated' } },
    RULING: {
      name: 'Outcome',
      codes: {
        UPHELD: 'Decision upheld',
        ANNULLED: 'Decision annulled',
        REMITTED: 'Sent back for a new decision',
        WITHDRAWN_BY_PERSON: 'Withdrawn by the person',
        _U: 'Late and not admitted, or not stated',
      },
    },
    SUBJECT: {
      name: 'Subject',
      codes: {
        LIBERTY: 'Liberty and expulsion',
        WORK: 'Work and recruitment',
        SERVICES: 'Health, school, registration, housing',
        EQUALITY: 'Discrimination, violence, privacy',
        _U: 'Other or not stated',
      },
    },
    FINDING: {
      name: 'Finding',
      codes: {
        VIOLATION: 'Violation',
        PARTLY: 'Partly a violation',
        NONE: 'No violation',
        SETTLED: 'Settled',
        _U: 'Other or not stated',
      },
    },
    REMEDIED: { name: 'Remedy', codes: { YES: 'Yes', NO: 'No', _U: 'Not stated' } },
    LEVEL: {
      name: 'Level',
      codes: {
        PRESCHOOL: 'Preschool',
        PRIMARY: 'Primary',
        LOWER_SECONDARY: 'Lower secondary',
        UPPER_SECONDARY: 'Upper secondary',
        _U: 'Not stated',
      },
    },
    OUTCOME: { name: 'Outcome', codes: { PLACED: 'A place was given', REFUSED: 'Refused' } },
  },
  catalogue: {
    title: 'Statistics on migrant workers and their families',
    description:
      'Released tables on migrant workers and members of their families. Each figure is protected; no record is published.',
  },
  total: 'Total',
  moreThan: 'more than {n}',
  measures: {
    PERSONS: 'Persons',
    CASES: 'Cases',
    EVENTS: 'Time limits',
    BREACHES: 'Breaches',
    SHARE_LAWYER: 'Share with a lawyer present',
    SHARE_INTERPRETER: 'Share with an interpreter present',
    SHARE_IN_TIME: 'Share within the time limit',
    MEDIAN_HOURS: 'Median length in hours',
    SHARE_LEGAL_AID: 'Share with legal assistance',
    SHARE_REMEDIED: 'Share that led to a remedy',
    SHARE_REFUSED: 'Share refused',
  },
}
